//! What a case is made of: tasks, each done by several contenders.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::programs::Programs;

/// A subject with its tasks.
pub(super) struct Case {
    /// Its name on the command line, and that of its file.
    pub(super) name: &'static str,
    /// What is measured, in one line.
    pub(super) about: &'static str,
    /// Makes the tasks, and what they need.
    pub(super) tasks: fn(&Setting) -> Result<Vec<Task>, String>,
}

/// What all cases share.
pub(super) struct Setting {
    /// The programs of this workspace.
    pub(super) ours: Programs,
    /// Those to compare with.
    pub(super) baseline: Option<Programs>,
    /// Small inputs, one round, nothing fetched.
    pub(super) quick: bool,
    /// Where files may be written.
    pub(super) folder: PathBuf,
}

/// One job that each contender does.
pub(super) struct Task {
    /// What is worked on.
    pub(super) name: String,
    /// Its size.
    pub(super) bytes: u64,
    /// Whether it is one of a series that differs in its size only.
    pub(super) scaled: bool,
    /// What ours may take.
    pub(super) limit: Limit,
    /// Who does it; ours is the first.
    pub(super) contenders: Vec<Contender>,
}

/// What a run may take at most.
#[derive(Clone, Copy, Default)]
pub(super) struct Limit {
    /// User and system time.
    pub(super) cpu: Option<Duration>,
    /// Resident bytes.
    pub(super) peak: Option<u64>,
}

/// A program that does the job.
pub(super) struct Contender {
    /// What it is called in the report.
    pub(super) label: &'static str,
    /// Whether it is of this workspace.
    pub(super) ours: bool,
    /// The whole process that is measured.
    pub(super) command: Command,
    /// A folder that is removed before each run, because the program would find its own output there.
    pub(super) output: Option<PathBuf>,
}

/// Ours, and the baseline when there is one; `command` makes what is run of the programs, with a folder for its output.
pub(super) fn both(
    setting: &Setting,
    mut command: impl FnMut(&Programs, &'static str) -> (Command, Option<PathBuf>),
) -> Vec<Contender> {
    let ours = [("ours", true, &setting.ours)];
    let baseline = setting.baseline.iter();
    let all = ours
        .into_iter()
        .chain(baseline.map(|programs| ("baseline", false, programs)));
    all.map(|(label, ours, programs)| {
        let (command, output) = command(programs, label);
        Contender {
            label,
            ours,
            command,
            output,
        }
    })
    .collect()
}
