//! The main job: freshness, reference server, campaign, reports.

use std::process::Command;

use clap::Args;

use crate::serve::Background;
use crate::tools;

/// Flags of `cargo xtask conform`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Judge the server at this base URL instead of the reference server
    #[arg(long, conflicts_with = "fault")]
    url: Option<String>,
    /// Switch on a mistake in the reference server; `cargo xtask serve --list-faults` lists them
    #[arg(long)]
    fault: Option<String>,
    /// Flags for `conform run`, such as --seed 7 or --auth apiKeyAuth=env:KEY
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    flags: Vec<String>,
}

/// The public credentials of the reference server.
const CREDENTIALS: [(&str, &str, &str); 2] = [
    ("apiKeyAuth", "REFERENCE_API_KEY", "reference-key"),
    ("bearerAuth", "REFERENCE_TOKEN", "reference-token"),
];

pub(crate) fn run(arguments: &Arguments) -> Result<u8, String> {
    let fresh = tools::generate(true)?;
    if fresh != 0 {
        return Ok(fresh);
    }
    let folder = tools::build(&["servers", "conformance"], tools::Profile::Development)?;
    // the campaign gets the Ctrl-C too, and ends with a report; this program waits for it
    ctrlc::set_handler(|| ()).map_err(|cause| format!("failed to handle Ctrl-C: {cause}"))?;

    let mut command = Command::new(folder.join("conform"));
    command.current_dir(tools::root());
    command.args([
        "run",
        tools::DESCRIPTION,
        "--overlay",
        tools::OVERLAY,
        "--report-dir",
        "target/conform",
    ]);
    let server = match &arguments.url {
        Some(url) => {
            command.args(["--url", url]);
            None
        }
        None => {
            let server = Background::start(&folder, arguments.fault.as_deref())?;
            command.args(["--url", &server.url, "--param", "providerCredKey=7"]);
            command.args([
                "--param",
                "vbasoftware-database=alpha",
                "--param",
                "vbasoftware-database=beta",
                "--closed-tenant",
                "gamma",
            ]);
            for (scheme, variable, value) in CREDENTIALS {
                command
                    .env(variable, value)
                    .arg("--auth")
                    .arg(format!("{scheme}=env:{variable}"));
            }
            Some(server)
        }
    };
    let code = tools::code(tools::status(command.args(&arguments.flags))?);
    drop(server);
    Ok(code)
}
