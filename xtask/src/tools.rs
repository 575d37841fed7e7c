//! Finds the workspace, runs cargo, and knows the names of the description and its overlay.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

/// The description that `generated/` is made from.
pub(crate) const DESCRIPTION: &str = "spec/vbapi.openapi.yaml";
/// The roles of its batch operations.
pub(crate) const OVERLAY: &str = "spec/vbapi.batch.overlay.yaml";

/// The folder of the workspace.
pub(crate) fn root() -> &'static Path {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest)
}

/// `cargo` in the workspace.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Runs `command` to its end.
pub(crate) fn status(command: &mut Command) -> Result<ExitStatus, String> {
    command.status().map_err(|cause| {
        format!(
            "failed to start `{}`: {cause}",
            command.get_program().display()
        )
    })
}

/// The exit code of a program that was run; 3 when a signal ended it.
pub(crate) fn code(status: ExitStatus) -> u8 {
    status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .unwrap_or(3)
}

/// How much the compiler optimises.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// As for the tests: built soon.
    Development,
    /// As it is shipped: the only one whose times mean something.
    Release,
}

/// Builds the binaries of packages and gives the folder that they are in.
pub(crate) fn build(packages: &[&str], profile: Profile) -> Result<PathBuf, String> {
    let mut command = cargo();
    command.args(["build", "--quiet", "--bins"]);
    if profile == Profile::Release {
        command.arg("--release");
    }
    for package in packages {
        command.args(["--package", package]);
    }
    if !status(&mut command)?.success() {
        return Err(format!("failed to build {}", packages.join(", ")));
    }
    // this program lies beside the folders of all profiles
    let own = std::env::current_exe()
        .map_err(|cause| format!("failed to find the build folder: {cause}"))?;
    let name = match profile {
        Profile::Development => "debug",
        Profile::Release => "release",
    };
    own.ancestors()
        .nth(2)
        .map(|target| target.join(name))
        .ok_or_else(|| "failed to find the build folder".to_owned())
}

/// Runs the generator on the project's own description.
pub(crate) fn generate(check: bool) -> Result<u8, String> {
    let folder = build(&["codegen"], Profile::Development)?;
    let mut command = Command::new(folder.join("codegen"));
    command.current_dir(root()).args([
        "generate",
        DESCRIPTION,
        "--overlay",
        OVERLAY,
        "--out",
        "generated",
        "--crate-name",
        "generated",
    ]);
    if check {
        command.arg("--check");
    }
    Ok(code(status(&mut command)?))
}

/// Runs the calibration: all faults, all variants.
pub(crate) fn calibrate(update: bool) -> Result<u8, String> {
    let mut command = cargo();
    command.args([
        "test",
        "--quiet",
        "--package",
        "conformance",
        "--test",
        "calibrate",
        "--",
    ]);
    command.arg(if update { "--update" } else { "--full" });
    Ok(u8::from(!status(&mut command)?.success()))
}
