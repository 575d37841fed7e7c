//! The description of Prefect, a service that describes itself: its package is installed apart and asked.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::done;
use crate::tools;

const PACKAGE: &str = "prefect==3.9.1";

/// Writes what the service would serve, without starting it.
const SCRIPT: &str = "\
import json, sys
from prefect.server.api.server import create_app
with open(sys.argv[1], 'w') as file:
    json.dump(create_app().openapi(), file)
";

/// The description as a file, made when it is not there yet.
pub(crate) fn prefect() -> Result<PathBuf, String> {
    let folder = tools::root().join("target/corpus-prefect");
    let path = folder.join("prefect.json");
    if path.is_file() {
        return Ok(path);
    }
    fs::create_dir_all(&folder)
        .map_err(|cause| format!("failed to make `{}`: {cause}", folder.display()))?;
    eprintln!("fetching {PACKAGE}");
    let python = folder.join("venv/bin/python");
    let in_folder = |program: &std::ffi::OsStr| {
        let mut command = Command::new(program);
        command.current_dir(&folder).env("PREFECT_HOME", &folder);
        command
    };
    done(in_folder("python3".as_ref()).args(["-m", "venv", "venv"]))?;
    let quiet = ["--quiet", "--disable-pip-version-check", PACKAGE];
    done(
        in_folder(python.as_ref())
            .args(["-m", "pip", "install"])
            .args(quiet),
    )?;
    done(in_folder(python.as_ref()).args(["-c", SCRIPT, "written.json"]))?;
    fs::rename(folder.join("written.json"), &path)
        .map_err(|cause| format!("failed to keep `{}`: {cause}", path.display()))?;
    Ok(path)
}
