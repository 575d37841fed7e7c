//! What one operation is held against: conventions of the whole description, and the examples of a 207. Refuses nothing.

use description::model::{Location, Operation};
use description::{Description, SchemaId, Schemas};
use serde_json::Value;

use super::super::shape::fold;
use super::candidate::multi_status;
use super::key;

/// The methods of operations that are counted.
const METHODS: [&str; 5] = ["GET", "PUT", "POST", "PATCH", "DELETE"];

/// Whether the schemas of the description have their keys first and the rest in order of the names: some break that order
/// at their beginning, and hardly any breaks it elsewhere.
pub(super) fn keys_first(schemas: &Schemas) -> bool {
    let (mut headed, mut sorted, mut other) = (0, 0, 0);
    for (_, id) in schemas.components() {
        let schema = &schemas[id];
        let names: Vec<String> = schema.properties().map(|(name, _)| name.clone()).collect();
        if names.len() < 5 || schema.object.required.is_empty() {
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
pub(super) fn required_on(description: &Description, name: &str) -> (usize, usize) {
    let all = description.operations.iter();
    let counted = all.filter(|one| METHODS.contains(&one.method.as_str()));
    let has = |operation: &&Operation| {
        operation.parameters.iter().any(|parameter| {
            parameter.location == Location::Header
                && parameter.required
                && parameter.name.eq_ignore_ascii_case(name)
        })
    };
    (counted.clone().count(), counted.filter(has).count())
}

/// Every example of the 207 body.
pub(super) fn examples(schemas: &Schemas, operation: &Operation, answer: SchemaId) -> Vec<Value> {
    let mut found: Vec<Value> = fold(schemas, answer)
        .example()
        .cloned()
        .into_iter()
        .collect();
    if let Some((_, response)) = multi_status(operation) {
        let content = response.content.iter();
        found.extend(content.flat_map(|content| &content.examples).cloned());
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
