//! `report.sarif`: SARIF 2.1.0 for code scanning. Each finding points at the line of the description whose promise was
//! broken; its fingerprint is the same in every run, whatever the keys.

use serde_json::{Value, json};

use crate::oracles::Level;
use crate::outcome::{Finding, Overall, Report};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The report as indented JSON with a line end.
///
/// # Errors
/// None in practice: it is plain data.
pub fn render(report: &Report) -> Result<String, serde_json::Error> {
    let rules: Vec<Value> = report
        .oracles
        .iter()
        .map(|row| {
            json!({
                "id": row.id,
                "name": pascal(&row.id),
                "shortDescription": { "text": row.claim },
                "fullDescription": { "text": row.claim },
                "help": { "text": format!("`conform explain {}` tells more.", row.id) },
                "defaultConfiguration": { "level": level(row.level) },
                "properties": { "tags": ["conformance", row.level] },
            })
        })
        .collect();
    let results: Vec<Value> = report
        .findings
        .iter()
        .map(|finding| result(report, finding))
        .collect();
    let mut notes = Vec::new();
    if report.verdict == Overall::Inconclusive {
        notes.push(json!({ "level": "error", "message": { "text": report.summary } }));
    } else if report.stopped.is_some() {
        notes.push(json!({ "level": "warning", "message": { "text": report.summary } }));
    }
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "conform",
                "fullName": "Multistatus conform",
                "semanticVersion": report.suite,
                "rules": rules,
            }},
            "invocations": [{
                "executionSuccessful": report.verdict != Overall::Inconclusive,
                "startTimeUtc": report.started,
                "toolExecutionNotifications": notes,
            }],
            "columnKind": "unicodeCodePoints",
            "results": results,
            "properties": {
                "target": report.target,
                "seed": report.seed,
                "summary": report.summary,
            },
        }],
    });
    serde_json::to_string_pretty(&log).map(|text| text + "\n")
}

fn result(report: &Report, finding: &Finding) -> Value {
    let place = |at: &crate::contract::Location| {
        json!({
            "physicalLocation": {
                "artifactLocation": { "uri": uri(&at.file) },
                "region": { "startLine": at.line, "startColumn": at.column },
            },
            "logicalLocations": [{ "fullyQualifiedName": finding.endpoint, "kind": "function" }],
        })
    };
    let mut result = json!({
        "ruleId": finding.oracle,
        "level": level(finding.level),
        "kind": "fail",
        "message": { "text": format!(
            "{}: {}. {} {}",
            finding.endpoint, finding.message.trim_end_matches('.'), finding.claim, finding.why
        )},
        "locations": finding.at.iter().map(place).collect::<Vec<_>>(),
        "occurrenceCount": finding.occurrences.max(1),
        "partialFingerprints": {
            "conform/v2": format!("{}/{}/{}", finding.oracle, finding.operation, finding.about),
        },
        "properties": { "gated": finding.gated, "about": finding.about },
    });
    if let Some(reason) = &finding.accepted {
        result["suppressions"] = json!([{ "kind": "external", "justification": reason }]);
    }
    if let Some(index) = report
        .oracles
        .iter()
        .position(|row| row.id == finding.oracle)
    {
        result["ruleIndex"] = index.into();
    }
    result
}

/// MAY findings are advice.
fn level(level: Level) -> &'static str {
    match level {
        Level::Must => "error",
        Level::Should => "warning",
        Level::May => "note",
    }
}

/// `one-result-per-item` as `OneResultPerItem`.
fn pascal(id: &str) -> String {
    id.split('-')
        .filter_map(|word| {
            let first = word.get(..1)?.to_ascii_uppercase();
            Some(first + word.get(1..)?)
        })
        .collect()
}

/// A path as a URI reference (RFC 3986, 4.2): relative ones stay relative, so that they are found below the checkout.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let mut uri = String::new();
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
