//! Lets contenders do a task in turns, so that a machine that gets slower or faster does so for all of them.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::case::{Contender, Limit, Task};
use crate::measure::{self, End, Usage};

/// Rounds that are made at least, and at most.
const ROUNDS: (usize, usize) = (3, 15);
/// After so long no further round begins.
const ENOUGH: Duration = Duration::from_secs(10);
/// A program that runs longer does not get to its end.
const DEADLINE: Duration = Duration::from_secs(120);

/// A task with what was measured.
pub(super) struct Measured {
    pub(super) name: String,
    pub(super) bytes: u64,
    pub(super) scaled: bool,
    pub(super) limit: Limit,
    /// One for each contender.
    pub(super) series: Vec<Series>,
}

/// The runs of one contender.
pub(super) struct Series {
    pub(super) label: &'static str,
    pub(super) ours: bool,
    /// All that got to their end.
    pub(super) runs: Vec<Usage>,
    /// How the one ended that did not.
    pub(super) failed: Option<End>,
}

impl Series {
    /// Whether every run got to its end.
    pub(super) fn finished(&self) -> bool {
        self.failed.is_none()
    }
}

/// Does the task; each round begins with another contender.
pub(super) fn measure(task: Task, quick: bool) -> Result<Measured, String> {
    let (least, most) = if quick { (1, 1) } else { ROUNDS };
    let start = Instant::now();
    let mut turns: Vec<(Contender, Series)> = (task.contenders.into_iter())
        .map(|contender| {
            let series = Series {
                label: contender.label,
                ours: contender.ours,
                runs: Vec::new(),
                failed: None,
            };
            (contender, series)
        })
        .collect();
    for round in 0..most {
        if round >= least && start.elapsed() > ENOUGH {
            break;
        }
        let count = turns.len();
        for turn in 0..count {
            let (contender, series) = &mut turns[(round + turn) % count];
            if series.finished() {
                let usage = once(contender)?;
                match usage.end {
                    End::Exit(0) => series.runs.push(usage),
                    end => series.failed = Some(end),
                }
            }
        }
    }
    Ok(Measured {
        name: task.name,
        bytes: task.bytes,
        scaled: task.scaled,
        limit: task.limit,
        series: turns.into_iter().map(|(_, series)| series).collect(),
    })
}

fn once(contender: &mut Contender) -> Result<Usage, String> {
    if let Some(folder) = contender.output.as_ref().filter(|folder| folder.exists()) {
        fs::remove_dir_all(folder)
            .map_err(|cause| format!("failed to remove `{}`: {cause}", folder.display()))?;
    }
    let command = contender.command.stdout(Stdio::null());
    measure::run(command.stderr(Stdio::null()), DEADLINE)
}
