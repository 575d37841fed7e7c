//! `conform init`: a profile for a description, with a comment for each thing to fill in.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use conformance::contract::{Contract, Place};
use conformance::profile::Profile;
use serde_json::Value;

use super::{Failure, description, place, run};

#[derive(Args)]
pub(super) struct Arguments {
    /// The OpenAPI description
    description: PathBuf,
    /// An OpenAPI Overlay to apply to the description; may be given more than once
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Where to write it; on standard output when left out
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Writes a profile.
pub(super) fn init(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let contract = description::contract(
        &arguments.description,
        &arguments.overlay,
        &Profile::default(),
    )?;
    let text = profile(&contract);
    let Some(path) = &arguments.out else {
        anstream::print!("{text}");
        return Ok(ExitCode::SUCCESS);
    };
    use std::io::Write as _;
    let written = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|cause| {
        let message = format!("failed to write `{}`: {cause}", path.display());
        match cause.kind() {
            // somebody may have filled it in
            std::io::ErrorKind::AlreadyExists => {
                Failure::usage(format!("{message}; name another one with --out"))
            }
            _ => Failure::harness(message),
        }
    })?;
    anstream::println!("wrote {}", path.display());
    Ok(ExitCode::SUCCESS)
}

fn profile(contract: &Contract) -> String {
    let mut out = format!(
        "# What is known of one server of \"{}\". Flags of `conform run` win over it.\n\
         # Lines that begin with # are the defaults, or examples.\n\n",
        run::clean(&contract.title)
    );
    let tenant = (contract.batches()).find_map(|batch| batch.operation.tenant.clone());
    if let Some(tenant) = &tenant {
        let _ = writeln!(
            out,
            "# Values of the header {}. With two of them it is judged whether tenants are kept apart.\n\
             tenants = [\"FILL-IN\"]\n\n\
             # One that exists and that the credentials do not open: it is judged whether they do.\n\
             # closed-tenant = \"FILL-IN\"\n",
            run::clean(tenant)
        );
    }
    out.push_str(
        "# Items in the largest batch that is sent. Without it batches of a thousand items are sent too.\n\
         # largest-batch = 100\n\n\
         # Oracles that are left out; the report says so. `conform oracles` lists them. For a violation that is known, an\n\
         # entry in a file for --deviations is better: it says when the violation is gone.\n\
         # omit = [\"results-in-order\"]\n\n\
         # Values of path, header and query parameters.\n[parameters]\n",
    );
    let mut named: Vec<&str> = Vec::new();
    for parameter in (contract.batches()).flat_map(|batch| &batch.operation.parameters) {
        if Some(&parameter.name) == tenant.as_ref() || named.contains(&parameter.name.as_str()) {
            continue;
        }
        named.push(&parameter.name);
        let place = match parameter.place {
            Place::Path => "path: something that exists on the server",
            Place::Query => "query",
            Place::Header => "header",
            Place::Cookie => "cookie",
        };
        let kind = parameter.kind.map(|kind| kind.word());
        let mark = if parameter.required { "" } else { "# " };
        let _ = writeln!(
            out,
            "{mark}{} = \"FILL-IN\" # {place}{}",
            Value::from(parameter.name.as_str()),
            kind.map_or_else(String::new, |kind| format!(", {}", run::clean(kind)))
        );
    }
    out.push_str(&preconditions());
    for of in contract.batches() {
        let _ = write!(
            out,
            "\n# {}: its key is {}. If that is wrong:\n# [operations.{}]\n# key = {}\n",
            run::clean(&of.operation.endpoint()),
            run::clean(&of.batch.key.names.join(", ")),
            Value::from(of.operation.id.as_str()),
            Value::from(of.batch.key.names.clone())
        );
    }
    let mut schemes: Vec<&str> = (contract.batches())
        .flat_map(|batch| batch.operation.schemes())
        .map(|scheme| scheme.name.as_str())
        .collect();
    schemes.sort_unstable();
    schemes.dedup();
    if !schemes.is_empty() {
        out.push_str(
            "\n# Credentials never stand in a file like this one. `conform run` takes, from where they are:\n",
        );
        for scheme in schemes {
            let _ = writeln!(out, "#   --auth {}=env:NAME", run::clean(scheme));
        }
    }
    out
}

/// The keys and the preconditions, all of them as comments.
fn preconditions() -> String {
    let (from, to) = place::KEYS;
    format!(
        "\n# Keys that may be written. Giving them says that they are not in use; without them a read shows whether they are.\n\
         # [keys]\n# from = {from}\n# to = {to}\n\n\
         # What the server is like. `probe`: the run finds out, and says what it found.\n\
         [preconditions]\n\
         # The keys are not in use: probe, yes or no.\n# fresh = \"probe\"\n\
         # One entity can be read back: probe, yes or no.\n# read = \"probe\"\n\
         # Nobody else writes these keys while the run lasts.\n# sole = true\n\
         # Several requests at once on the same keys are welcome.\n# burst = true\n"
    )
}
