//! The command line: reads flags, files and environment, prints, and turns the outcome into an exit code.

mod compare;
mod contract;
mod description;
mod deviating;
mod failure;
mod findings;
mod help;
mod init;
mod input;
mod manual;
mod merge;
mod oracles;
mod place;
mod replay;
mod reports;
mod run;
mod snapshot;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use failure::Failure;

/// Judges any HTTP implementation of an OpenAPI description by its 207 Multi-Status answers.
#[derive(Parser)]
#[command(name = "conform", version, about, after_long_help = help::PROGRAM)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Fire randomized batches at a server and judge every answer
    #[command(after_long_help = help::RUN)]
    Run(Box<run::Arguments>),
    /// Run a recorded finding again, with fresh keys: 1 when it still happens, 0 when not
    #[command(after_long_help = help::REPLAY)]
    Replay(Box<replay::ReplayArguments>),
    /// Judge a recorded finding again, offline, by all oracles
    #[command(after_long_help = help::JUDGE)]
    Judge(replay::JudgeArguments),
    /// Show the batch operations of a description, which parts their fields play, and why
    #[command(after_long_help = help::CONTRACT)]
    Contract(contract::Arguments),
    /// Write a profile for a description, with a comment for each thing to fill in
    #[command(after_long_help = help::INIT)]
    Init(init::Arguments),
    /// Keep a server's answers to fixed batches as files, and see whether they are still the same
    #[command(after_long_help = help::SNAPSHOT)]
    Snapshot(Box<snapshot::Arguments>),
    /// Run the same plans on two servers, and show where their answers differ
    #[command(after_long_help = help::COMPARE)]
    Compare(Box<compare::Arguments>),
    /// Join the reports of the shards of one campaign
    #[command(after_long_help = help::MERGE)]
    Merge(merge::Arguments),
    /// List the properties that are judged
    Oracles(oracles::ListArguments),
    /// Explain one of them, with an example of a violation
    Explain(oracles::ExplainArguments),
    /// Print completions for a shell
    Completions(manual::CompletionsArguments),
    /// Print the manual page, or write those of all verbs
    Man(manual::ManArguments),
}

/// Runs the program.
pub(crate) fn main() -> ExitCode {
    let outcome = match Arguments::parse().verb {
        Verb::Run(arguments) => run::run(&arguments),
        Verb::Replay(arguments) => replay::again(&arguments),
        Verb::Judge(arguments) => replay::offline(&arguments),
        Verb::Contract(arguments) => contract::contract(&arguments),
        Verb::Init(arguments) => init::init(&arguments),
        Verb::Snapshot(arguments) => snapshot::snapshot(&arguments),
        Verb::Compare(arguments) => compare::compare(&arguments),
        Verb::Merge(arguments) => merge::merge(&arguments),
        Verb::Oracles(arguments) => oracles::list(&arguments),
        Verb::Explain(arguments) => oracles::explain(&arguments),
        Verb::Completions(arguments) => Ok(manual::completions(&arguments, Arguments::command())),
        Verb::Man(arguments) => manual::man(&arguments, Arguments::command()),
    };
    outcome.unwrap_or_else(|failure| {
        anstream::eprintln!("conform: {}", failure.message);
        ExitCode::from(failure.code)
    })
}
