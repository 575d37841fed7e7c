//! Compiles generated crates.

use std::fs;
use std::path::Path;

use crate::tools;

/// Compiles one crate, apart from the workspace; all share one target folder.
pub(super) fn check(out: &Path, name: &str) -> Result<&'static str, String> {
    let folder = out.join(name);
    let manifest = folder.join("Cargo.toml");
    let failed =
        |cause: std::io::Error| format!("failed to prepare `{}`: {cause}", folder.display());
    let text = fs::read_to_string(&manifest).map_err(failed)?;
    if !text.contains("\n[workspace]") {
        fs::write(&manifest, text + "\n[workspace]\n").map_err(failed)?;
    }
    fs::copy(tools::root().join("Cargo.lock"), folder.join("Cargo.lock")).map_err(failed)?;
    let mut command = tools::cargo();
    command
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", out.join("target"));
    command.args([
        "check",
        "--quiet",
        "--no-default-features",
        "--features",
        "server,client",
    ]);
    let run = command
        .output()
        .map_err(|cause| format!("failed to start `cargo`: {cause}"))?;
    Ok(match (run.status.success(), run.stderr.is_empty()) {
        (true, true) => "compiles",
        (true, false) => "warns",
        _ => "fails",
    })
}
