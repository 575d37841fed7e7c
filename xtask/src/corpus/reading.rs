//! One program reading one document: what it said, what it took, and whether that is good enough.

use std::fmt;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::measure::{self, End, Usage};

/// CPU time that reading may take. A person waits for it after every change of the description, and every run of the
/// suite begins with it.
pub(super) const MOST_CPU: Duration = Duration::from_secs(5);
/// Memory that reading may take: a quarter of what the smallest runners of CI services have.
pub(super) const MOST_PEAK: u64 = 1_000_000_000;
/// The limits are those of a document of this size, which few exceed; they grow with larger ones.
const LARGE: u64 = 16_000_000;
/// A program that has run for so many times its CPU limit is killed: the machine may be busy, but not that busy.
const PATIENCE: u32 = 4;

/// What came of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It was read, within the limits.
    Read,
    /// It is Swagger 2.0 and the program says that it does not read that.
    Dialect,
    /// It was not read.
    Failed(End),
    /// It took more CPU time than it may.
    Slow,
    /// It took more memory than it may.
    Large,
}

impl fmt::Display for Outcome {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read => out.pad("read"),
            Self::Dialect => out.pad("swagger 2.0"),
            Self::Failed(end) => out.pad(&end.to_string()),
            Self::Slow => out.pad("too slow"),
            Self::Large => out.pad("too large"),
        }
    }
}

/// One program's reading of a document.
pub(super) struct Reading {
    pub(super) usage: Usage,
    pub(super) outcome: Outcome,
    /// Its standard error.
    pub(super) said: String,
}

impl Reading {
    /// Runs `command`, which reads a document of so many bytes; `scratch` is a folder for what it says.
    pub(super) fn take(command: &mut Command, bytes: u64, scratch: &Path) -> Result<Self, String> {
        let file = scratch.join("said.txt");
        let failed = |cause| format!("failed to keep `{}`: {cause}", file.display());
        let share = bytes.max(LARGE) as f64 / LARGE as f64;
        let most = MOST_CPU.mul_f64(share);
        command
            .stdout(Stdio::null())
            .stderr(fs::File::create(&file).map_err(failed)?);
        let usage = measure::run(command, most * PATIENCE)?;
        let said = String::from_utf8_lossy(&fs::read(&file).map_err(failed)?).into_owned();
        let outcome = match usage.end {
            End::Exit(0) if usage.cpu > most => Outcome::Slow,
            End::Exit(0) if usage.peak as f64 > MOST_PEAK as f64 * share => Outcome::Large,
            End::Exit(0) => Outcome::Read,
            End::Exit(_) if said.contains("error[swagger-2]") => Outcome::Dialect,
            end => Outcome::Failed(end),
        };
        Ok(Self {
            usage,
            outcome,
            said,
        })
    }

    /// Whether the program wrote a result, be it late.
    pub(super) fn finished(&self) -> bool {
        self.usage.end == End::Exit(0)
    }

    /// Whether this makes the verb fail.
    pub(super) fn fails(&self) -> bool {
        !matches!(self.outcome, Outcome::Read | Outcome::Dialect)
    }

    /// The first finding, in one line.
    pub(super) fn first(&self) -> &str {
        let is_finding = |line: &&str| line.starts_with("error") || line.starts_with("warning");
        self.said.lines().find(is_finding).unwrap_or_default()
    }
}
