//! Looks at every `$ref` of a document: refuses those that lead nowhere, to a file that was not joined, or round in
//! a circle.
//! Text inside examples, defaults and extensions is data, not references.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::Document;
use crate::pointer;

/// Mappings from names that people chose to parts of the description: no key of them is a keyword.
const NAMED: [&str; 17] = [
    "properties",
    "patternProperties",
    "responses",
    "schemas",
    "parameters",
    "headers",
    "examples",
    "requestBodies",
    "securitySchemes",
    "links",
    "callbacks",
    "content",
    "paths",
    "encoding",
    "variables",
    "mapping",
    "scopes",
];

/// Calls `visit` for every mapping that may hold keywords, outermost first.
pub(super) fn walk(value: &Value, visit: &mut impl FnMut(&Value, &str)) {
    descend(value, "", false, visit);
}

fn descend(value: &Value, at: &str, names: bool, visit: &mut impl FnMut(&Value, &str)) {
    match value {
        Value::Object(members) => {
            if !names {
                visit(value, at);
            }
            for (key, member) in members {
                if names || !is_data(key) {
                    let named = !names && NAMED.contains(&key.as_str());
                    descend(member, &pointer::join(at, key), named, visit);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                descend(item, &format!("{at}/{index}"), false, visit);
            }
        }
        _ => {}
    }
}

/// Whether the value of this keyword is an instance, not a part of the description.
pub(super) fn is_data(key: &str) -> bool {
    key.starts_with("x-") || matches!(key, "example" | "default" | "enum" | "value" | "const")
}

/// Whether the keys below this keyword are names that people chose.
pub(super) fn is_named(key: &str) -> bool {
    NAMED.contains(&key)
}

/// The JSON pointer that a reference within the document leads to.
pub(super) fn target(reference: &str) -> Option<String> {
    let target = pointer::from_fragment(reference.strip_prefix('#')?)?;
    (target.is_empty() || target.starts_with('/')).then_some(target)
}

pub(super) fn check(document: &Document) -> Diagnostics {
    let mut found = Diagnostics::default();
    let mut circles = BTreeSet::new();
    walk(&document.value, &mut |value, at| {
        let Some(reference) = value.get("$ref") else {
            return;
        };
        if let Err(diagnostic) = check_one(document, reference, at, &mut circles) {
            found.push(diagnostic);
        }
    });
    found
}

fn check_one(
    document: &Document,
    reference: &Value,
    at: &str,
    circles: &mut BTreeSet<String>,
) -> Result<(), Diagnostic> {
    let place = pointer::join(at, "$ref");
    let Some(text) = reference.as_str() else {
        return Err(document.error("bad-reference", &place, "a `$ref` must be text"));
    };
    if !text.starts_with('#') {
        if document.joined {
            return Ok(()); // Reported where files are joined.
        }
        let message = format!("the reference `{text}` leads to another file");
        let hint = "copy what it refers to into `components` of this description, or bundle the files first";
        return Err(document
            .error("external-reference", &place, message)
            .hint(hint));
    }
    let lost = || {
        document
            .error(
                "reference-to-nowhere",
                &place,
                format!("the reference `{}` leads nowhere", document.reference(text)),
            )
            .hint(nearest(document, text))
    };
    let mut next = target(text).ok_or_else(lost)?;
    let mut seen = vec![at.to_owned()];
    loop {
        if seen.len() > super::MAX_CHAIN {
            let message = format!(
                "more than {} references lead to one another",
                super::MAX_CHAIN
            );
            let hint = "refer to what is meant directly";
            return Err(document
                .error("reference-cycle", &place, message)
                .hint(hint));
        }
        if seen.contains(&next) {
            // Said once for each circle, not once for each of its members.
            if seen.iter().any(|member| circles.contains(member)) {
                return Ok(());
            }
            circles.extend(seen);
            return Err(document
                .error(
                    "reference-cycle",
                    &place,
                    "these references lead round in a circle, so nothing is described",
                )
                .hint("one of them must be a schema"));
        }
        let Some(value) = crate::pointer::find(&document.value, &next) else {
            // A later link that is broken is reported at its own place.
            return if seen.len() == 1 { Err(lost()) } else { Ok(()) };
        };
        match value.get("$ref").and_then(Value::as_str).and_then(target) {
            Some(link) => seen.push(std::mem::replace(&mut next, link)),
            None => return Ok(()),
        }
    }
}

/// What may have been meant: the names that stand beside the missing one.
fn nearest(document: &Document, reference: &str) -> String {
    let target = target(reference).unwrap_or_default();
    let mut folder = pointer::parent(&target);
    while let Some(at) = folder {
        if ["", "/components"].contains(&at) && document.is_converted() {
            break; // The text has nothing of what stands there.
        }
        if let Some(Value::Object(members)) = crate::pointer::find(&document.value, at) {
            let wanted = pointer::last(&target).unwrap_or_default().to_lowercase();
            let similar = members.keys().find(|key| key.to_lowercase() == wanted);
            if let Some(similar) = similar {
                let similar = format!("#{}", pointer::join(at, similar));
                return format!("did you mean `{}`?", document.reference(&similar));
            }
            let names: Vec<&str> = members.keys().take(8).map(String::as_str).collect();
            let at = format!("#{at}");
            return format!("`{}` has: {}", document.reference(&at), names.join(", "));
        }
        folder = pointer::parent(at);
    }
    let example = document.reference("#/components/schemas/Name");
    format!("write `{example}`, or add what it refers to")
}
