//! `conform oracles` and `conform explain`: the properties that are judged, in words.

use std::process::ExitCode;

use clap::Args;
use conformance::explain;
use conformance::oracles::{ORACLES, find};

use super::Failure;

#[derive(Args)]
pub(super) struct ListArguments {
    /// All about them as JSON, for scripts
    #[arg(long)]
    json: bool,
    /// As a page in Markdown
    #[arg(long, conflicts_with = "json")]
    markdown: bool,
}

#[derive(Args)]
pub(super) struct ExplainArguments {
    /// The id of an oracle, such as one-result-per-item
    id: String,
}

/// Lists all oracles.
pub(super) fn list(arguments: &ListArguments) -> Result<ExitCode, Failure> {
    if arguments.markdown {
        anstream::print!("{}", explain::markdown());
    } else if arguments.json {
        anstream::println!("{:#}", explain::json());
    } else {
        let lengths = ORACLES.iter().map(|oracle| oracle.id.len());
        let widest = lengths.max().unwrap_or(0);
        for oracle in ORACLES {
            anstream::println!(
                "{:widest$}  {:6}  {}",
                oracle.id,
                oracle.level,
                oracle.claim
            );
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Explains one.
pub(super) fn explain(arguments: &ExplainArguments) -> Result<ExitCode, Failure> {
    let id = arguments.id.trim();
    let Some(oracle) = find(id) else {
        let near = explain::near(id);
        let hint = if near.is_empty() {
            "`conform oracles` lists them".to_owned()
        } else {
            format!("did you mean {}?", near.join(", "))
        };
        return Err(Failure::usage(format!(
            "there is no oracle `{}`; {hint}",
            id.escape_debug()
        )));
    };
    anstream::print!("{}", explain::text(oracle));
    Ok(ExitCode::SUCCESS)
}
