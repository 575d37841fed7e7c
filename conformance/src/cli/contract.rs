//! `conform contract`: which operations are batch operations, which parts their fields play, and why. Reads a description
//! and sends nothing.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use conformance::contract::{BatchRef, Contract, Operation};
use serde_json::{Map, Value, json};

use super::{Failure, description, input};

#[derive(Args)]
pub(super) struct Arguments {
    /// The OpenAPI description
    description: PathBuf,
    /// An OpenAPI Overlay to apply to the description; may be given more than once
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// A profile whose [operations] declare roles
    #[arg(long, value_name = "FILE")]
    profile: Option<PathBuf>,
    /// As JSON, for scripts
    #[arg(long)]
    json: bool,
}

/// Prints the contract.
pub(super) fn contract(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let profile = input::profile(arguments.profile.as_deref())?;
    let contract = description::contract(&arguments.description, &arguments.overlay, &profile)?;
    if arguments.json {
        anstream::println!("{:#}", as_json(&contract));
    } else {
        anstream::print!("{}", as_text(&contract));
    }
    Ok(ExitCode::SUCCESS)
}

fn as_json(contract: &Contract) -> Value {
    let operations: Vec<Value> = contract.batches().map(operation).collect();
    let others: Vec<Value> = contract.singles().map(|(_, one)| other(one)).collect();
    let left_out: Vec<Value> = (contract.left_out.iter())
        .map(|(endpoint, reason)| json!({ "endpoint": endpoint, "reason": reason }))
        .collect();
    json!({
        "title": contract.title,
        "operations": operations,
        "others": others,
        "leftOut": left_out,
    })
}

fn other(other: &Operation) -> Value {
    let statuses: Vec<&String> = other.responses.by_status.keys().collect();
    json!({
        "id": other.id,
        "method": other.method,
        "path": other.path,
        "statuses": statuses,
    })
}

fn operation(of: BatchRef) -> Value {
    let (operation, batch, key) = (of.operation, of.batch, &of.batch.key);
    let bindings: Map<String, Value> = key
        .bindings
        .iter()
        .map(|(parameter, property)| (parameter.clone(), json!(property)))
        .collect();
    let siblings: Map<String, Value> = (of.resource.links)
        .iter()
        .map(|link| (link.role.word().to_owned(), json!(link.endpoint())))
        .collect();
    json!({
        "id": operation.id,
        "method": operation.method,
        "path": operation.path,
        "key": key.names,
        "assigned": key.assigned,
        "bindings": bindings,
        "tenant": operation.tenant,
        "results": batch.results,
        "error": operation.envelope.error,
        "callId": operation.envelope.call_id,
        "result": {
            "id": batch.result.id,
            "idName": batch.result.id_name,
            "idValue": batch.result.id_value,
            "status": batch.result.status,
            "message": batch.result.message,
        },
        "siblings": siblings,
        "reasons": batch.reasons,
        "ambiguous": batch.ambiguous,
    })
}

fn as_text(contract: &Contract) -> String {
    let count = contract.batches().count();
    let mut text = format!("{}: {count} batch operation{}\n", contract.title, s(count));
    for of in contract.batches() {
        let (operation, batch) = (of.operation, of.batch);
        let _ = writeln!(text, "\n{}  ({})", operation.endpoint(), operation.id);
        let _ = writeln!(
            text,
            "  key       {}",
            if batch.key.names.is_empty() {
                "not known".to_owned()
            } else {
                batch.key.names.join(", ")
            }
        );
        for (parameter, property) in &batch.key.bindings {
            let _ = writeln!(text, "  binding   {parameter} = {property}");
        }
        let _ = writeln!(
            text,
            "  tenant    {}",
            operation.tenant.as_deref().unwrap_or("none")
        );
        for link in &of.resource.links {
            let _ = writeln!(text, "  {:8}  {}", link.role.word(), link.endpoint());
        }
        text.push_str("  why\n");
        for reason in &batch.reasons {
            let _ = writeln!(text, "    {reason}");
        }
        if let Some(sentence) = &batch.ambiguous {
            let _ = writeln!(text, "  ambiguous: {sentence}");
        }
    }
    let count = contract.singles().count();
    if count > 0 {
        let _ = writeln!(
            text,
            "\n{count} other operation{}, judged by what any operation owes",
            s(count)
        );
    }
    for (_, other) in contract.singles() {
        let _ = writeln!(text, "  {}  ({})", other.endpoint(), other.id);
    }
    for (endpoint, reason) in &contract.left_out {
        let _ = writeln!(text, "  {endpoint}  left out: {reason}");
    }
    text
}

fn s(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}
