//! Diagnostics for programs: one JSON object a line, or a SARIF 2.1.0 log. Says what the text for people says,
//! without the excerpt.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Diagnostic, Diagnostics, Severity};

impl Diagnostics {
    /// One JSON object a line, each with `code`, `severity`, `message` and `file`, and where known `line`, `column`
    /// (both from 1, columns in code points), `offset` and `length` (in bytes), `pointer` and `hint`.
    #[must_use]
    pub fn to_json_lines(&self) -> String {
        let lines = self.iter().map(|one| object(one).to_string() + "\n");
        lines.collect()
    }

    /// A SARIF 2.1.0 log of one run.
    #[must_use]
    pub fn to_sarif(&self) -> String {
        let codes: BTreeSet<&str> = self.iter().map(|one| one.code).collect();
        let rules: Vec<Value> = codes.iter().map(|code| json!({ "id": code })).collect();
        let results: Vec<Value> = self.iter().map(result).collect();
        let driver = json!({
            "name": "codegen",
            "version": env!("CARGO_PKG_VERSION"),
            "rules": rules,
        });
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": driver },
                "columnKind": "unicodeCodePoints",
                "results": results,
            }],
        });
        format!("{log:#}\n")
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn object(diagnostic: &Diagnostic) -> Value {
    let mut object = json!({
        "code": diagnostic.code,
        "severity": level(diagnostic.severity),
        "message": diagnostic.message,
        "file": diagnostic.file,
    });
    if let Some(span) = &diagnostic.span {
        object["line"] = span.line.into();
        object["column"] = span.column.into();
        object["offset"] = span.offset.into();
        object["length"] = span.length.into();
    }
    if let Some(pointer) = &diagnostic.pointer {
        object["pointer"] = (**pointer).into();
    }
    if let Some(hint) = &diagnostic.hint {
        object["hint"] = (**hint).into();
    }
    object
}

fn result(diagnostic: &Diagnostic) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(&diagnostic.file) } });
    if let Some(span) = &diagnostic.span {
        physical["region"] = json!({ "startLine": span.line, "startColumn": span.column });
    }
    let mut location = json!({ "physicalLocation": physical });
    if let Some(pointer) = &diagnostic.pointer {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": pointer }]);
    }
    let text = match &diagnostic.hint {
        Some(hint) => format!("{}\n{hint}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    json!({
        "ruleId": diagnostic.code,
        "level": level(diagnostic.severity),
        "message": { "text": text },
        "locations": [location],
    })
}

/// A path as a URI reference.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}
