//! What one operation is held against: conventions of the whole description, and the examples of a 207. Refuses nothing.

use codegen::resolve::Resolved;
use serde_json::Value;

use super::super::shape::fold;
use super::key;

/// Whether the schemas of the description have their keys first and the rest in order of the names: some break that order
/// at their beginning, and hardly any breaks it elsewhere.
pub(super) fn keys_first(resolved: &Resolved) -> bool {
    let (mut headed, mut sorted, mut other) = (0, 0, 0);
    for (_, schema) in resolved.document.value["components"]["schemas"]
        .as_object()
        .into_iter()
        .flatten()
    {
        let names: Vec<String> = schema["properties"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _)| name.clone())
            .collect();
        if names.len() < 5 || !schema["required"].is_array() {
            continue;
        }
        match (key::head_of(&names), key::tail_from(&names)) {
            (Some(_), _) => headed += 1,
            (None, 0) => sorted += 1,
            (None, _) => other += 1,
        }
    }
    headed > 0 && (headed + sorted) > 2 * other
}

/// Of all operations how many there are, and how many require the header `name`.
pub(super) fn required_on(resolved: &Resolved, name: &str) -> (usize, usize) {
    let (mut all, mut with) = (0, 0);
    for item in resolved.document.value["paths"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(_, item)| item)
    {
        let has = |list: &Value| {
            list.as_array().into_iter().flatten().any(|written| {
                resolved.follow(written).is_ok_and(|(p, _)| {
                    p["in"] == "header"
                        && p["name"]
                            .as_str()
                            .is_some_and(|n| n.eq_ignore_ascii_case(name))
                        && p["required"] == true
                })
            })
        };
        let shared = has(&item["parameters"]);
        for method in ["get", "put", "post", "patch", "delete"] {
            if item[method].is_object() {
                all += 1;
                with += usize::from(shared || has(&item[method]["parameters"]));
            }
        }
    }
    (all, with)
}

/// Every example of the 207 body.
pub(super) fn examples(resolved: &Resolved, operation: &Value, answer: &Value) -> Vec<Value> {
    let mut found: Vec<Value> = vec![fold(resolved, answer)["example"].clone()];
    if let Ok((response, _)) = resolved.follow(&operation["responses"]["207"]) {
        for (_, content) in response["content"].as_object().into_iter().flatten() {
            found.push(content["example"].clone());
            for (_, example) in content["examples"].as_object().into_iter().flatten() {
                found.extend(
                    resolved
                        .follow(example)
                        .map(|(example, _)| example["value"].clone()),
                );
            }
        }
    }
    found.retain(|example| !example.is_null());
    // written as text under text/plain
    found
        .into_iter()
        .map(|example| match example.as_str().map(serde_json::from_str) {
            Some(Ok(parsed)) => parsed,
            _ => example,
        })
        .collect()
}
