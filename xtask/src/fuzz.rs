//! Fuzzes the generator: builds its mutation loop and runs it on the tests' descriptions. What is worth keeping is
//! kept in `codegen/tests/fuzz/`; an input that breaks something is `target/fuzz/last.txt`.

use crate::tools;

/// How long, and from which seed.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How many minutes
    #[arg(long, value_name = "N", default_value_t = 10.0)]
    minutes: f64,
    /// The same seed gives the same inputs in the same order
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Runs the verb; 1 when an input breaks something.
pub(crate) fn run(arguments: &Arguments) -> Result<u8, String> {
    let mut command = tools::cargo();
    command.args(["run", "--quiet", "--release", "--package", "codegen"]);
    command.args(["--features", "fuzz", "--bin", "fuzz", "--"]);
    command.args([arguments.minutes.to_string(), arguments.seed.to_string()]);
    command.args(["target/fuzz", "codegen/tests/fuzz"]);
    command.args(["codegen/tests/it/miniature", "codegen/tests/it/negative"]);
    let status = tools::status(&mut command)?;
    if !status.success() {
        eprintln!("the input that did it is target/fuzz/last.txt");
    }
    Ok(tools::code(status))
}
