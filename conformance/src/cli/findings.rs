//! Writes the findings of a report as files: for each a recording, and a script that reproduces it.

use std::path::Path;

use conformance::report::Report;

use super::Failure;

/// The folder, below that of the reports.
const FOLDER: &str = "findings";

/// Writes all of them, and notes in the report how they are called.
pub(super) fn write(folder: &Path, report: &mut Report) -> Result<(), Failure> {
    let failed = |path: &Path, cause: String| {
        Failure::harness(format!("failed to write `{}`: {cause}", path.display()))
    };
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

#[cfg(unix)]
fn executable(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn executable(_: &Path) -> std::io::Result<()> {
    Ok(())
}
