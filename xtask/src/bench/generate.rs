//! How long the generator takes for a description: `codegen generate` into an empty folder.

use std::process::Command;

use super::case::{Case, Limit, Setting, Task, both};
use super::inputs;

pub(super) const CASE: Case = Case {
    name: "generate",
    about: "`codegen generate` into an empty folder, on small and large descriptions",
    tasks,
};

fn tasks(setting: &Setting) -> Result<Vec<Task>, String> {
    let inputs = inputs::all(setting)?.into_iter();
    Ok(inputs
        .map(|input| Task {
            // the limit is what it took before, which the baseline shows
            limit: Limit::default(),
            contenders: both(setting, |programs, label| {
                let out = setting.folder.join("generated").join(label);
                let mut command = Command::new(&programs.codegen);
                command.arg("generate").arg(&input.path);
                command
                    .arg("--out")
                    .arg(&out)
                    .args(["--crate-name", "bench"]);
                (command, Some(out))
            }),
            name: input.name,
            bytes: input.bytes,
            scaled: input.scaled,
        })
        .collect())
}
