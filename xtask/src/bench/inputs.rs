//! The descriptions that programs read: the project's own, scaled, and real ones.

use std::fs;
use std::path::PathBuf;

use super::case::Setting;
use super::scaled;
use crate::packages;

/// How many times the project's own description stands in the scaled ones.
const SCALES: [usize; 5] = [1, 3, 10, 30, 100];

/// Real ones that the directory has, by the name that they get here, from small to large. That of App Runner is small
/// and has taken long.
const REAL: [(&str, &str); 5] = [
    ("apprunner", "amazonaws.com/apprunner.json"),
    ("stripe", "stripe.com.json"),
    ("kubernetes", "kubernetes.io.json"),
    ("github", "github.com/api.github.com.json"),
    ("graph", "microsoft.com/graph.json"),
];

/// One description.
pub(super) struct Input {
    /// What it is called in the report.
    pub(super) name: String,
    /// Where it is.
    pub(super) path: PathBuf,
    /// How large it is.
    pub(super) bytes: u64,
    /// Whether it differs from others in its size only.
    pub(super) scaled: bool,
}

impl Input {
    fn new(name: &str, path: PathBuf, scaled: bool) -> Result<Self, String> {
        let about = fs::metadata(&path)
            .map_err(|cause| format!("failed to read `{}`: {cause}", path.display()))?;
        Ok(Self {
            name: name.to_owned(),
            bytes: about.len(),
            path,
            scaled,
        })
    }
}

/// All of them; few and none that is fetched for a quick run.
pub(super) fn all(setting: &Setting) -> Result<Vec<Input>, String> {
    let mut found = Vec::new();
    let scales = if setting.quick { &SCALES[..2] } else { &SCALES };
    for times in scales {
        let path = scaled::write(&setting.folder, *times)?;
        found.push(Input::new(&format!("own x{times}"), path, true)?);
    }
    if !setting.quick {
        found.push(Input::new("prefect", packages::prefect()?, false)?);
        let directory = packages::directory()?;
        for (name, file) in REAL {
            found.push(Input::new(name, directory.join(file), false)?);
        }
    }
    Ok(found)
}
