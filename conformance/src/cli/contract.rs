//! `conform contract`: which operations are batch operations, which parts their fields play, and why. Reads a description
//! and sends nothing.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use conformance::contract::{BatchOperation, Contract, Other};
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
    let operations: Vec<Value> = contract.batches.iter().map(operation).collect();
    let others: Vec<Value> = contract.others.iter().map(other).collect();
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

fn other(other: &Other) -> Value {
    let statuses: Vec<&String> = other.responses.by_status.keys().collect();
    json!({
        "id": other.id,
        "method": other.method,
        "path": other.path,
        "statuses": statuses,
    })
}

fn operation(batch: &BatchOperation) -> Value {
    let roles = &batch.roles;
    let bindings: Map<String, Value> = roles
        .bindings
        .iter()
        .map(|(parameter, property)| (parameter.clone(), json!(property)))
        .collect();
    let siblings: Map<String, Value> = batch
        .siblings
        .named
        .iter()
        .map(|(role, endpoint)| ((*role).to_owned(), json!(endpoint)))
        .collect();
    json!({
        "id": batch.id,
        "method": batch.method,
        "path": batch.path,
        "key": roles.key,
        "assigned": roles.assigned,
        "bindings": bindings,
        "tenant": roles.tenant,
        "results": roles.results,
        "error": roles.error,
        "callId": roles.call_id,
        "result": {
            "id": roles.result.id,
            "idName": roles.result.id_name,
            "idValue": roles.result.id_value,
            "status": roles.result.status,
            "message": roles.result.message,
        },
        "siblings": siblings,
        "reasons": batch.reasons,
        "ambiguous": batch.ambiguous,
    })
}

fn as_text(contract: &Contract) -> String {
    let count = contract.batches.len();
    let mut text = format!("{}: {count} batch operation{}\n", contract.title, s(count));
    for batch in &contract.batches {
        let _ = writeln!(text, "\n{}  ({})", batch.endpoint(), batch.id);
        let _ = writeln!(
            text,
            "  key       {}",
            if batch.roles.key.is_empty() {
                "not known".to_owned()
            } else {
                batch.roles.key.join(", ")
            }
        );
        for (parameter, property) in &batch.roles.bindings {
            let _ = writeln!(text, "  binding   {parameter} = {property}");
        }
        let _ = writeln!(
            text,
            "  tenant    {}",
            batch.roles.tenant.as_deref().unwrap_or("none")
        );
        for (role, endpoint) in &batch.siblings.named {
            let _ = writeln!(text, "  {role:8}  {endpoint}");
        }
        text.push_str("  why\n");
        for reason in &batch.reasons {
            let _ = writeln!(text, "    {reason}");
        }
        if let Some(sentence) = &batch.ambiguous {
            let _ = writeln!(text, "  ambiguous: {sentence}");
        }
    }
    if !contract.others.is_empty() {
        let count = contract.others.len();
        let _ = writeln!(
            text,
            "\n{count} other operation{}, judged by what any operation owes",
            s(count)
        );
    }
    for other in &contract.others {
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
