//! Runs a program to its end and says what it took: CPU, wall clock and peak memory, as the system counts them.

use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use wait4::Wait4;

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// With this exit code.
    Exit(i32),
    /// By a signal that is not ours.
    Signal,
    /// It was still running at its deadline and was killed.
    Deadline,
}

impl std::fmt::Display for End {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exit(code) => write!(out, "exit {code}"),
            Self::Signal => out.write_str("signal"),
            Self::Deadline => out.write_str("killed"),
        }
    }
}

/// What one run of a program took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Usage {
    /// How it ended.
    pub(crate) end: End,
    /// User and system time, its own and that of the processes that it waited for.
    pub(crate) cpu: Duration,
    /// From its start to its end.
    pub(crate) wall: Duration,
    /// The most bytes that were resident. Linux counts what the parent has at the start too, so this program stays small.
    pub(crate) peak: u64,
}

/// Runs `command`; kills it when it is still running after `deadline`. Its output goes where the command says, which
/// must not be a pipe, which is not read meanwhile.
pub(crate) fn run(command: &mut Command, deadline: Duration) -> Result<Usage, String> {
    let program = command.get_program().to_owned();
    let failed = |cause| format!("failed to run `{}`: {cause}", program.display());
    let start = Instant::now();
    let mut child = command.spawn().map_err(failed)?;
    let mut killed = false;
    loop {
        if let Some(used) = child.try_wait4().map_err(failed)? {
            let end = match used.status.code() {
                Some(code) => End::Exit(code),
                None if killed => End::Deadline,
                None => End::Signal,
            };
            return Ok(Usage {
                end,
                cpu: used.rusage.utime + used.rusage.stime,
                wall: start.elapsed(),
                peak: used.rusage.maxrss,
            });
        }
        if !killed && start.elapsed() > deadline {
            child.kill().map_err(failed)?;
            killed = true;
        }
        // Short against any run, so that the wall clock is right; too long to cost time itself.
        thread::sleep(Duration::from_micros(500));
    }
}
