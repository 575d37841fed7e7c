//! Measures whole programs, ours and a comparator in turns, and says what each took. Writes `target/bench/<case>.json`.
//! A case is a file in `bench/` and a line in [`CASES`].

mod case;
mod contract;
mod generate;
mod growth;
mod inputs;
mod report;
mod scaled;
mod turns;

use std::path::PathBuf;

use case::{Case, Setting};

use crate::programs::Programs;
use crate::tools::{self, Profile};

/// What can be measured.
const CASES: [Case; 2] = [contract::CASE, generate::CASE];

/// What is measured, and against what.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The cases [default: all]
    #[arg(value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(CASES.map(|case| case.name)))]
    names: Vec<String>,
    /// A folder with `codegen` and `conform` of another build, which are measured in turns with ours
    #[arg(long, value_name = "DIR")]
    baseline: Option<PathBuf>,
    /// See in a few seconds that it works: development builds, small inputs, one round, nothing fetched
    #[arg(long)]
    quick: bool,
}

/// Runs the verb; 1 when a program of ours does not get to its end. A limit that is missed is shown, not punished:
/// times are those of this machine, now.
pub(crate) fn run(arguments: &Arguments) -> Result<u8, String> {
    let folder = tools::root().join("target/bench");
    let profile = match arguments.quick {
        true => Profile::Development,
        false => Profile::Release,
    };
    let setting = Setting {
        ours: Programs::build(profile, &folder.join("ours"))?,
        baseline: arguments
            .baseline
            .as_deref()
            .map(Programs::find)
            .transpose()?,
        quick: arguments.quick,
        folder,
    };
    let mut finished = true;
    for case in &CASES {
        if !arguments.names.is_empty() && arguments.names.iter().all(|name| name != case.name) {
            continue;
        }
        println!("{}: {}", case.name, case.about);
        let mut results = Vec::new();
        for task in (case.tasks)(&setting)? {
            let result = turns::measure(task, setting.quick)?;
            print!("{}", report::lines(&result));
            finished &= result.series.iter().all(|one| !one.ours || one.finished());
            results.push(result);
        }
        print!("{}", report::growth(&results));
        report::write(&setting, case, &results)?;
    }
    Ok(u8::from(!finished))
}
