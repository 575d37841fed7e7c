//! The repository's verbs. Each one builds what it needs and runs the workspace's own programs; nothing is done here that
//! those programs cannot do.

mod agreement;
mod bench;
mod conform;
mod corpus;
mod fuzz;
mod measure;
mod packages;
mod programs;
mod serve;
mod tools;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The repository's verbs.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Write generated/ from spec/
    Generate {
        /// Write nothing; fail when a file is missing, stale or orphaned
        #[arg(long)]
        check: bool,
    },
    /// Check freshness, start the reference server and judge it (or the server at --url)
    Conform(conform::Arguments),
    /// Judge every fault and every permitted difference of the reference server
    Calibrate {
        /// Keep the matrices, and a recorded violation of each oracle, for the tests and `conform explain`
        #[arg(long)]
        update: bool,
    },
    /// Read real descriptions with both programs, and compile a share of the generated crates
    Corpus(corpus::Arguments),
    /// Measure whole programs, ours and a comparator in turns
    Bench(bench::Arguments),
    /// Compare generated code with an independent validator of JSON Schema
    Agreement(agreement::Arguments),
    /// Mutate descriptions and give them to the generator, looking for panics, hangs and files that are no Rust
    Fuzz(fuzz::Arguments),
    /// Run the reference server; flags are those of `servers --help`
    Serve {
        /// Flags for the server
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        flags: Vec<String>,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().verb {
        Verb::Generate { check } => tools::generate(check),
        Verb::Calibrate { update } => tools::calibrate(update),
        Verb::Conform(arguments) => conform::run(&arguments),
        Verb::Agreement(arguments) => agreement::run(&arguments),
        Verb::Fuzz(arguments) => fuzz::run(&arguments),
        Verb::Bench(arguments) => bench::run(&arguments),
        Verb::Corpus(arguments) => corpus::run(&arguments),
        Verb::Serve { flags } => serve::run(&flags),
    };
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::from(3)
        }
    }
}
