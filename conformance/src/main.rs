//! `conform`: judges any HTTP implementation of an OpenAPI description by its 207 Multi-Status answers.
//!
//! Exit codes: 0 pass, 1 a finding, 2 inconclusive or bad configuration, 3 the harness itself failed.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    // a panic is a failure of the harness, never of the target
    std::panic::catch_unwind(cli::main).unwrap_or_else(|_| {
        eprintln!(
            "conform: the harness itself failed; this is a defect of the suite, not of the target"
        );
        ExitCode::from(3)
    })
}
