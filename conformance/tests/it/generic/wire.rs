//! Paths, envelopes and ids of the generic server, as the roles of an operation place them.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::{Response, StatusCode};
use conformance::contract::{BatchRef, ResultRoles};
use serde_json::{Map, Value, json};

/// The parameters of `template` when `path` is one of its paths.
pub(super) fn matched(template: &str, path: &str) -> Option<BTreeMap<String, String>> {
    let (mut template, mut path) = (template.split('/'), path.split('/'));
    let mut parameters = BTreeMap::new();
    loop {
        match (template.next(), path.next()) {
            (None, None) => return Some(parameters),
            (Some(part), Some(text)) => {
                match part.strip_prefix('{').and_then(|p| p.strip_suffix('}')) {
                    Some(name) => drop(parameters.insert(name.to_owned(), decoded(text))),
                    None if part == text => {}
                    None => return None,
                }
            }
            _ => return None,
        }
    }
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut left = text.bytes();
    while let Some(byte) = left.next() {
        if byte == b'%' {
            let digits: String = left.by_ref().take(2).map(char::from).collect();
            bytes.push(u8::from_str_radix(&digits, 16).unwrap_or(b'?'));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Puts `value` where `pointer` says, with objects on the way.
pub(super) fn put(body: &mut Value, pointer: &str, value: Value) {
    let mut at = body;
    for token in pointer.split('/').skip(1) {
        at = &mut at[token];
    }
    *at = value;
}

/// The key in a result: as names and values, as an object, or as its only value.
pub(super) fn identify(result: &mut Value, roles: &ResultRoles, key: Map<String, Value>) {
    let Some(pointer) = &roles.id else { return };
    if let (Some(name), Some(value)) = (&roles.id_name, &roles.id_value) {
        let parts = key
            .into_iter()
            .map(|(n, v)| json!({ name.as_str(): n, value.as_str(): v }))
            .collect();
        put(result, pointer, Value::Array(parts));
    } else if pointer.is_empty() {
        result.as_object_mut().unwrap().extend(key);
    } else if pointer == "/key" {
        put(result, pointer, Value::Object(key));
    } else if !key.is_empty() {
        put(
            result,
            pointer,
            key.into_iter().next().map_or(Value::Null, |(_, v)| v),
        );
    }
}

pub(super) fn answer(status: StatusCode, body: &Value) -> Response<Body> {
    Response::builder()
        .status(status)
        .header("content-type", "application/json")
        .body(Body::from(body.to_string()))
        .unwrap()
}

/// A refusal, as a problem where the envelope of the operation has a place for it.
pub(super) fn refuse(batch: Option<BatchRef>, status: StatusCode, detail: &str) -> Response<Body> {
    let problem = json!({ "type": "about:blank", "title": status.canonical_reason(), "status": status.as_u16(), "detail": detail });
    let mut body = json!({});
    let envelope = batch.map(|batch| &batch.operation.envelope);
    match envelope.and_then(|envelope| envelope.error.as_ref()) {
        Some(pointer) => put(&mut body, pointer, problem),
        None => body = problem,
    }
    if let Some(pointer) = envelope.and_then(|envelope| envelope.call_id.as_ref()) {
        put(&mut body, pointer, json!("call-2"));
    }
    answer(status, &body)
}
