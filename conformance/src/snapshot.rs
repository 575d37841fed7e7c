//! A transcript as a text that stays the same from run to run: the batch sent and the 207 received, keys as symbols, what
//! may vary taken out. Long batches are shown by their ends.

pub mod file;
mod take;

pub use take::{Taken, plans, take};

use std::fmt::Write as _;

use serde_json::Value;

use crate::bind::Binding;
use crate::contract::{Contract, plain};
use crate::curl;
use crate::redact::redact;
use crate::transcript::{Exchange, Outcome, Transcript};

/// Longer arrays are shown by their first three and last two elements.
const LONGEST: usize = 12;

/// The text of `transcript`.
pub fn render(contract: &Contract, transcript: &Transcript) -> String {
    let writer = contract.resource(transcript.plan.operation).batch;
    let batch = writer.and_then(|id| contract.batch(id));
    let results = batch.map_or("", |of| of.batch.results.as_str());
    let mut out = String::new();
    for (index, exchange) in transcript.exchanges.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        render_exchange(&mut out, results, exchange, &transcript.binding);
    }
    redact(&out, &transcript.binding)
}

fn render_exchange(out: &mut String, results: &str, exchange: &Exchange, binding: &Binding) {
    let request = &exchange.request;
    let _ = writeln!(out, "> {} {}", request.method, request.target);
    for (name, value) in curl::headers(request) {
        let _ = writeln!(out, "> {name}: {value}");
    }
    if let Some(body) = &request.body {
        match serde_json::from_slice::<Value>(&body.0) {
            Ok(Value::Array(items)) => array(out, "", &items, ""),
            _ => {
                let text = with_whole_key(&body.text(), binding);
                let short: String = text.chars().take(400).collect();
                let _ = writeln!(
                    out,
                    "{short}{}",
                    if short.len() < text.len() { "…" } else { "" }
                );
            }
        }
    }
    match &exchange.outcome {
        Outcome::Unavailable(reason) => {
            let _ = writeln!(out, "< unavailable: {reason}");
        }
        Outcome::Answered(response) => {
            let _ = writeln!(out, "< {}", response.status);
            for name in ["content-type", "www-authenticate", "allow", "x-pagination"] {
                if let Some(value) = response.header(name) {
                    let _ = writeln!(out, "< {name}: {value}");
                }
            }
            match serde_json::from_slice::<Value>(&response.body.0) {
                Ok(Value::Object(members)) => envelope(out, results, &members),
                _ if response.body.0.is_empty() => {}
                _ => {
                    let _ = writeln!(out, "{}", response.body.text());
                }
            }
        }
    }
}

/// A text that breaks off within a key has the whole key and `…` there: the part of it is another one each time.
fn with_whole_key(text: &str, binding: &Binding) -> String {
    let start = text.rfind(|c: char| !c.is_ascii_digit());
    let (before, part) = text.split_at(start.map_or(0, |at| {
        at + text[at..].chars().next().map_or(1, char::len_utf8)
    }));
    let values = binding.keys.iter().flat_map(serde_json::Map::values);
    let mut cut = values
        .map(plain)
        .filter(|key| key.len() > part.len() && key.starts_with(part));
    match cut.next_back().filter(|_| !part.is_empty()) {
        Some(key) => format!("{before}{key}…"),
        None => text.to_owned(),
    }
}

/// One member a line; the results one element a line.
fn envelope(out: &mut String, results: &str, members: &serde_json::Map<String, Value>) {
    out.push_str("{\n");
    let last = members.len().saturating_sub(1);
    for (n, (name, value)) in members.iter().enumerate() {
        let comma = if n < last { "," } else { "" };
        match value {
            Value::Array(elements) if format!("/{name}") == results => {
                array(
                    out,
                    &format!("  {}: ", Value::from(name.as_str())),
                    elements,
                    comma,
                );
            }
            _ => {
                let _ = writeln!(out, "  {}: {value}{comma}", Value::from(name.as_str()));
            }
        }
    }
    out.push_str("}\n");
}

fn array(out: &mut String, before: &str, elements: &[Value], after: &str) {
    if elements.is_empty() {
        let _ = writeln!(out, "{before}[]{after}");
        return;
    }
    let margin = &before[..before.len() - before.trim_start().len()];
    let _ = writeln!(out, "{before}[");
    for (n, element) in elements.iter().enumerate() {
        if elements.len() > LONGEST && (3..elements.len() - 2).contains(&n) {
            if n == 3 {
                let _ = writeln!(out, "{margin}  … {} more", elements.len() - 5);
            }
            continue;
        }
        let text = element.to_string();
        let short: String = text.chars().take(700).collect();
        let cut = if short.len() < text.len() { "…" } else { "" };
        let comma = if n + 1 < elements.len() { "," } else { "" };
        let _ = writeln!(out, "{margin}  {short}{cut}{comma}");
    }
    let _ = writeln!(out, "{margin}]{after}");
}
