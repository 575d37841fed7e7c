//! The two programs that read descriptions, built or found, for the verbs that measure them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::tools::{self, Profile};

/// Where the two programs are.
pub(crate) struct Programs {
    /// The generator.
    pub(crate) codegen: PathBuf,
    /// The suite.
    pub(crate) conform: PathBuf,
}

impl Programs {
    /// Builds both and copies them into `folder`: a build while they are measured must not change what is measured.
    pub(crate) fn build(profile: Profile, folder: &Path) -> Result<Self, String> {
        let built = match profile {
            Profile::Release => tools::build(&["codegen", "conformance"], profile)?,
            // as the other verbs do, so that cargo finds everything built
            Profile::Development => {
                tools::build(&["codegen"], profile)?;
                tools::build(&["servers", "conformance"], profile)?
            }
        };
        fs::create_dir_all(folder)
            .map_err(|cause| format!("failed to make `{}`: {cause}", folder.display()))?;
        let copy = |name: &str| {
            let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
            let (from, to) = (built.join(&name), folder.join(&name));
            fs::copy(&from, &to)
                .map_err(|cause| format!("failed to copy `{}`: {cause}", from.display()))?;
            Ok::<_, String>(to)
        };
        Ok(Self {
            codegen: copy("codegen")?,
            conform: copy("conform")?,
        })
    }

    /// Those that stand in `folder` already.
    pub(crate) fn find(folder: &Path) -> Result<Self, String> {
        let find = |name: &str| {
            let path = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
            match path.is_file() {
                true => std::path::absolute(&path).map_err(|cause| cause.to_string()),
                false => Err(format!("there is no `{}`", path.display())),
            }
        };
        Ok(Self {
            codegen: find("codegen")?,
            conform: find("conform")?,
        })
    }
}
