//! Writes the findings of a report as files: for each a recording, and a script that reproduces it.

use std::path::Path;

use conformance::oracles::find;
use conformance::outcome::Report;

use super::Failure;

/// The folder, below that of the reports.
const FOLDER: &str = "findings";

/// Writes all of them, and notes in the report how they are called.
pub(super) fn write(folder: &Path, report: &mut Report) -> Result<(), Failure> {
    let failed = |path: &Path, cause: String| {
        Failure::harness(format!("failed to write `{}`: {cause}", path.display()))
    };
    forget(&folder.join(FOLDER))
        .map_err(|cause| failed(&folder.join(FOLDER), cause.to_string()))?;
    for (n, finding) in report.findings.iter_mut().enumerate() {
        let Some(recorded) = &finding.recorded else {
            continue;
        };
        let below = folder.join(FOLDER);
        std::fs::create_dir_all(&below).map_err(|cause| failed(&below, cause.to_string()))?;
        let stem = recorded.recording.stem(n + 1);
        let (json, script) = (format!("{stem}.json"), format!("{stem}.sh"));
        let path = below.join(&json);
        let text = (recorded.recording.write()).map_err(|e| failed(&path, e.to_string()))?;
        std::fs::write(&path, text).map_err(|cause| failed(&path, cause.to_string()))?;
        let path = below.join(&script);
        std::fs::write(&path, &recorded.script)
            .and_then(|()| executable(&path))
            .map_err(|cause| failed(&path, cause.to_string()))?;
        finding.recording = Some(format!("{FOLDER}/{json}"));
        finding.script = Some(format!("{FOLDER}/{script}"));
    }
    Ok(())
}

/// Takes away what an earlier run left there, and nothing that is not called like it.
fn forget(below: &Path) -> std::io::Result<()> {
    let Ok(entries) = std::fs::read_dir(below) else {
        return Ok(()); // there is no such folder
    };
    for entry in entries {
        let path = entry?.path();
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let parts = name.as_deref().and_then(|name| name.split_once('-'));
        let is_ours = parts.is_some_and(|(number, rest)| {
            let id = rest.strip_suffix(".json").or(rest.strip_suffix(".sh"));
            number.len() >= 2
                && number.bytes().all(|digit| digit.is_ascii_digit())
                && id.is_some_and(|id| find(id).is_some())
        });
        if is_ours {
            std::fs::remove_file(&path)?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn executable(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn executable(_: &Path) -> std::io::Result<()> {
    Ok(())
}
