//! How the suite reads a description: `conform contract`, which is also what a run begins with.

use std::process::Command;
use std::time::Duration;

use super::case::{Case, Limit, Setting, Task, both};
use super::inputs;

pub(super) const CASE: Case = Case {
    name: "contract",
    about: "`conform contract`, with which a run begins, on small and large descriptions",
    tasks,
};

/// CPU milliseconds that real descriptions may take.
const MOST_CPU: [(&str, u64); 4] = [
    ("prefect", 200),
    ("stripe", 600),
    ("kubernetes", 1200),
    ("github", 1200),
];
/// Memory that a description of at most [`LARGE`] bytes may take.
const MOST_PEAK: u64 = 400_000_000;
const LARGE: u64 = 6_000_000;

fn tasks(setting: &Setting) -> Result<Vec<Task>, String> {
    let inputs = inputs::all(setting)?.into_iter();
    Ok(inputs
        .map(|input| Task {
            limit: Limit {
                cpu: (MOST_CPU.iter())
                    .find(|(name, _)| *name == input.name)
                    .map(|(_, millis)| Duration::from_millis(*millis)),
                peak: (input.bytes <= LARGE).then_some(MOST_PEAK),
            },
            contenders: both(setting, |programs, _| {
                let mut command = Command::new(&programs.conform);
                command.arg("contract").arg(&input.path).arg("--json");
                (command, None)
            }),
            name: input.name,
            bytes: input.bytes,
            scaled: input.scaled,
        })
        .collect())
}
