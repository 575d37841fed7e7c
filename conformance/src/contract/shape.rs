//! A schema as it looks once `$ref`, `allOf` and the ways to say "or null" are folded together, one level at a time.
//! Refuses nothing: what cannot be followed is left as it is written, and other combinations stay untouched.

use codegen::resolve::Resolved;
use serde_json::{Map, Value, json};

/// How deep compositions are folded.
const DEPTH: usize = 24;

/// `schema` without references and compositions at its top; its members stay as they are written.
pub(super) fn fold(resolved: &Resolved, schema: &Value) -> Value {
    folded(resolved, schema, DEPTH)
}

/// The name of the component that `schema` refers to, `ProviderCredService`, through a lone `allOf` too.
pub(super) fn component(schema: &Value) -> Option<&str> {
    if let Some(reference) = schema["$ref"].as_str() {
        return reference.rsplit('/').next().filter(|name| !name.is_empty());
    }
    ["allOf", "anyOf", "oneOf"].iter().find_map(|word| {
        let mut named = schema[*word].as_array()?.iter().filter_map(component);
        named.next().filter(|_| named.next().is_none())
    })
}

/// The types that `schema` allows, null aside.
pub(super) fn types(schema: &Value) -> impl Iterator<Item = &str> {
    let many = schema["type"].as_array().into_iter().flatten();
    let all = many
        .filter_map(Value::as_str)
        .chain(schema["type"].as_str());
    all.filter(|name| *name != "null")
}

/// An object, by its type or because it has properties.
pub(super) fn is_object(schema: &Value) -> bool {
    schema["properties"].is_object() || types(schema).any(|name| name == "object")
}

/// An array, by its type or because it has items.
pub(super) fn is_array(schema: &Value) -> bool {
    types(schema).any(|name| name == "array") || !schema["items"].is_null()
}

fn folded(resolved: &Resolved, schema: &Value, depth: usize) -> Value {
    let Some(members) = schema.as_object() else {
        return schema.clone();
    };
    if depth == 0 {
        return schema.clone();
    }
    let mut whole = Map::new();
    if members.contains_key("$ref")
        && let Ok((target, _)) = resolved.follow(schema)
    {
        merge(&mut whole, folded(resolved, target, depth - 1));
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        merge(&mut whole, folded(resolved, part, depth - 1));
    }
    for word in ["oneOf", "anyOf"] {
        let Some(choices) = schema[word].as_array() else {
            continue;
        };
        let (nulls, others): (Vec<_>, Vec<_>) =
            choices.iter().partition(|choice| says_null(choice));
        if let [only] = others.as_slice() {
            merge(&mut whole, folded(resolved, only, depth - 1));
            if !nulls.is_empty() {
                whole.insert("nullable".to_owned(), json!(true));
            }
        } else {
            whole.insert(word.to_owned(), schema[word].clone());
        }
    }
    let own = members
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "$ref" | "allOf" | "oneOf" | "anyOf"));
    merge(
        &mut whole,
        Value::Object(own.map(|(k, v)| (k.clone(), v.clone())).collect()),
    );
    Value::Object(whole)
}

fn says_null(schema: &Value) -> bool {
    schema["type"] == "null"
        || schema["const"].is_null() && schema.get("const").is_some()
        || schema["enum"]
            .as_array()
            .is_some_and(|all| !all.is_empty() && all.iter().all(Value::is_null))
}

/// Adds `part` to `whole`: properties and required names are joined, every other keyword of `part` wins.
fn merge(whole: &mut Map<String, Value>, part: Value) {
    let Value::Object(part) = part else { return };
    for (name, value) in part {
        match (whole.get_mut(&name), value) {
            (Some(Value::Object(known)), Value::Object(more)) if name == "properties" => {
                known.extend(more)
            }
            (Some(Value::Array(known)), Value::Array(more)) if name == "required" => {
                known.extend(more)
            }
            (_, value) => drop(whole.insert(name, value)),
        }
    }
}
