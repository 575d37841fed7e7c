//! The schema dialect of OpenAPI 3.0 as JSON Schema 2020-12, standalone. Refuses nothing: what it does not know
//! it leaves as it stands, and a validator ignores it.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::references;
use crate::pointer;

/// The schema at `at` with everything it refers to, directly or not, at the same pointers as in the description.
pub(super) fn standalone(document: &Value, at: &str) -> Value {
    let schema = crate::pointer::find(document, at)
        .cloned()
        .unwrap_or(Value::Bool(true));
    let mut todo = BTreeSet::new();
    let mut root = match converted(schema, &mut todo) {
        Value::Object(map) => map,
        other => Map::from_iter([("allOf".to_owned(), json!([other]))]),
    };
    for name in document
        .pointer("/components/schemas")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        todo.insert(pointer::join("/components/schemas", name.0));
    }
    let mut done = BTreeSet::new();
    while let Some(next) = todo.pop_first() {
        if !done.insert(next.clone()) {
            continue;
        }
        if let Some(schema) = crate::pointer::find(document, &next) {
            let schema = converted(schema.clone(), &mut todo);
            insert(&mut root, &pointer::tokens(&next), schema);
        }
    }
    let mut whole = Map::new();
    whole.insert(
        "$schema".to_owned(),
        "https://json-schema.org/draft/2020-12/schema".into(),
    );
    whole.append(&mut root);
    Value::Object(whole)
}

fn insert(into: &mut Map<String, Value>, tokens: &[String], schema: Value) {
    match tokens {
        [] => {}
        [last] => {
            into.insert(last.clone(), schema);
        }
        [first, rest @ ..] => {
            let next = into.entry(first.clone()).or_insert_with(|| json!({}));
            if let Value::Object(next) = next {
                insert(next, rest, schema);
            }
        }
    }
}

fn converted(mut schema: Value, references: &mut BTreeSet<String>) -> Value {
    convert(&mut schema, references);
    schema
}

fn convert(schema: &mut Value, references: &mut BTreeSet<String>) {
    let Value::Object(members) = schema else {
        return;
    };
    if let Some(Value::String(reference)) = members.get("$ref") {
        // In 3.0 whatever stands beside a reference is ignored.
        references.extend(references::target(reference));
        members.retain(|key, _| key == "$ref");
        return;
    }
    if members.shift_remove("nullable") == Some(Value::Bool(true)) {
        // Without a type, null is allowed already; an enum must list null itself.
        if let Some(kind @ Value::String(_)) = members.get_mut("type") {
            *kind = json!([kind.take(), "null"]);
        }
    }
    for (flag, limit) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        match members.get(flag) {
            Some(Value::Bool(true)) => {
                members.shift_remove(flag);
                if let Some(number) = members.shift_remove(limit) {
                    members.insert(flag.to_owned(), number);
                }
            }
            Some(Value::Bool(false)) => {
                members.shift_remove(flag);
            }
            _ => {}
        }
    }
    if let Some(example) = members.shift_remove("example") {
        members.entry("examples").or_insert(json!([example]));
    }
    for key in ["discriminator", "xml", "externalDocs"] {
        members.shift_remove(key);
    }
    for key in ["items", "not", "additionalProperties"] {
        if let Some(part) = members.get_mut(key) {
            convert(part, references);
        }
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        for part in members
            .get_mut(key)
            .and_then(Value::as_array_mut)
            .into_iter()
            .flatten()
        {
            convert(part, references);
        }
    }
    for (_, part) in members
        .get_mut("properties")
        .and_then(Value::as_object_mut)
        .into_iter()
        .flatten()
    {
        convert(part, references);
    }
}
