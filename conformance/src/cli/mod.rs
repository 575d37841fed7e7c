//! The command line: reads flags, files and environment, prints, and turns the outcome into an exit code.

mod input;
mod run;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use conformance::oracles::ORACLES;

/// Judges any HTTP implementation of an OpenAPI description by its 207 Multi-Status answers.
///
/// Exit codes: 0 pass, 1 a finding, 2 inconclusive or bad configuration, 3 the harness itself failed.
#[derive(Parser)]
#[command(name = "conform", version, about, long_about)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Fire randomized batches at a server and judge every answer
    Run(Box<run::Arguments>),
    /// List the properties that are judged
    Oracles,
}

/// A sentence for people, and the exit code that goes with it.
pub(crate) struct Failure {
    message: String,
    code: u8,
}

impl Failure {
    /// Bad configuration: exit code 2.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            code: 2,
        }
    }

    /// The harness itself failed: exit code 3.
    pub(crate) fn harness(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            code: 3,
        }
    }
}

/// Runs the program.
pub(crate) fn main() -> ExitCode {
    let outcome = match Arguments::parse().verb {
        Verb::Run(arguments) => run::run(&arguments),
        Verb::Oracles => {
            list();
            Ok(ExitCode::SUCCESS)
        }
    };
    outcome.unwrap_or_else(|failure| {
        anstream::eprintln!("conform: {}", failure.message);
        ExitCode::from(failure.code)
    })
}

fn list() {
    let widest = ORACLES
        .iter()
        .map(|oracle| oracle.id.len())
        .max()
        .unwrap_or(0);
    for oracle in ORACLES {
        anstream::println!(
            "{:widest$}  {:6}  {}",
            oracle.id,
            oracle.level.word(),
            oracle.claim
        );
    }
}
