//! The reference server: in the foreground for people, in the background for a campaign.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::tools;

/// Runs the server until Ctrl-C.
pub(crate) fn run(flags: &[String]) -> Result<u8, String> {
    let folder = tools::build(&["servers"], tools::Profile::Development)?;
    // the server gets the Ctrl-C too, and ends in order; this program waits for it
    ctrlc::set_handler(|| ()).map_err(|cause| format!("failed to handle Ctrl-C: {cause}"))?;
    let status = tools::status(Command::new(folder.join("servers")).args(flags))?;
    Ok(tools::code(status))
}

/// A server in the background, on a free port. It ends when this value is dropped, or when this program dies.
pub(crate) struct Background {
    child: Child,
    /// its base URL
    pub(crate) url: String,
}

impl Background {
    pub(crate) fn start(folder: &std::path::Path, fault: Option<&str>) -> Result<Self, String> {
        let mut command = Command::new(folder.join("servers"));
        command
            .args(["--listen", "127.0.0.1:0", "--until-stdin-closes"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        if let Some(fault) = fault {
            command.args(["--fault", fault]);
        }
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0); // Ctrl-C is for the campaign
        let mut child = command
            .spawn()
            .map_err(|cause| format!("failed to start the reference server: {cause}"))?;
        let mut line = String::new();
        if let Some(output) = child.stdout.take() {
            let _ = BufReader::new(output).read_line(&mut line);
        }
        match line.trim().strip_prefix("listening on ") {
            Some(url) => Ok(Self {
                url: url.to_owned(),
                child,
            }),
            None => {
                let _ = child.kill();
                let _ = child.wait();
                Err("the reference server did not start; see its message above".to_owned())
            }
        }
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}
