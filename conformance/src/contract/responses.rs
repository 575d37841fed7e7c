//! The responses that an operation declares, each with the validator of its body. The validator is the independent
//! `jsonschema` crate, not our generated code.

use std::collections::BTreeMap;

use super::media_type::is_json;
use jsonschema::Validator;
use serde_json::Value;

/// The declared responses by status; `default` and ranges under their own names.
#[derive(Debug, Default)]
pub struct Responses {
    /// the key is the text of the description: `207`, `4XX`, `default`
    pub by_status: BTreeMap<String, Declared>,
}

/// One declared response.
#[derive(Debug, Default)]
pub struct Declared {
    /// declared media types, in their order, without parameters
    pub media_types: Vec<String>,
    /// validates the body; none when no schema is declared
    pub validator: Option<Validator>,
}

impl Responses {
    /// What is promised of a success with `status`: `default` speaks of it only where no success has words of its own.
    pub fn promised(&self, status: u16) -> Option<&Declared> {
        let success = |name: &String| name.starts_with('2');
        let by_default = !self.by_status.keys().any(success);
        let range = || self.by_status.get(&format!("{}XX", status / 100));
        let own = self.by_status.get(&status.to_string()).or_else(range);
        own.or_else(|| self.by_status.get("default").filter(|_| by_default))
    }

    /// What is declared for `status`: the exact one, else its range, else `default` (OpenAPI 3.0.3, Responses Object).
    pub fn declared(&self, status: u16) -> Option<&Declared> {
        self.by_status
            .get(&status.to_string())
            .or_else(|| self.by_status.get(&format!("{}XX", status / 100)))
            .or_else(|| self.by_status.get("default"))
    }
}

impl Declared {
    /// One of its media types is JSON's.
    pub fn is_json(&self) -> bool {
        self.media_types.iter().any(|name| is_json(name))
    }

    /// The first ways in which `body` breaks the schema, as `pointer: message`, with no submitted value in them.
    pub fn errors(&self, body: &Value) -> Vec<(String, String)> {
        let Some(validator) = &self.validator else {
            return Vec::new();
        };
        validator
            .iter_errors(body)
            .take(5)
            .map(|e| {
                (
                    e.instance_path().to_string(),
                    format!("{} ({})", e.masked(), e.kind().keyword()),
                )
            })
            .collect()
    }
}

/// `schema` without the demand for members that carry `flag`: `readOnly` ones are not sent, `writeOnly` ones do not come
/// back (OpenAPI 3.0.3, Schema Object). A name that carries it anywhere counts as such everywhere.
pub(super) fn without(schema: &Value, flag: &str) -> Value {
    let mut names = Vec::new();
    flagged(schema, flag, &mut names);
    let mut schema = schema.clone();
    if !names.is_empty() {
        excuse(&mut schema, &names);
    }
    schema
}

fn flagged(schema: &Value, flag: &str, names: &mut Vec<String>) {
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        if property[flag] == true {
            names.push(name.clone());
        }
    }
    match schema {
        Value::Object(members) => members.values().for_each(|v| flagged(v, flag, names)),
        Value::Array(elements) => elements.iter().for_each(|v| flagged(v, flag, names)),
        _ => {}
    }
}

fn excuse(schema: &mut Value, names: &[String]) {
    match schema {
        Value::Object(members) => {
            if let Some(Value::Array(required)) = members.get_mut("required") {
                required.retain(|name| !names.iter().any(|known| name == known.as_str()));
            }
            members.values_mut().for_each(|v| excuse(v, names));
        }
        Value::Array(elements) => elements.iter_mut().for_each(|v| excuse(v, names)),
        _ => {}
    }
}

/// The validator of a standalone schema, formats of OpenAPI included.
pub(super) fn validator(schema: &Value) -> Result<Validator, String> {
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .should_ignore_unknown_formats(true)
        .build(&with_integer_bounds(schema.clone()))
        .map_err(|e| e.to_string())
}

/// `format: int32` says nothing to a JSON Schema validator: the bounds are written out.
fn with_integer_bounds(mut schema: Value) -> Value {
    match &mut schema {
        Value::Object(members) => {
            let bounds = match members.get("format").and_then(Value::as_str) {
                Some("int32") => Some((i64::from(i32::MIN), i64::from(i32::MAX))),
                Some("int64") => Some((i64::MIN, i64::MAX)),
                _ => None,
            };
            if let Some((min, max)) = bounds
                && !members.get("properties").is_some_and(Value::is_object)
            {
                members.entry("minimum").or_insert(min.into());
                members.entry("maximum").or_insert(max.into());
            }
            for member in members.values_mut() {
                *member = with_integer_bounds(member.take());
            }
        }
        Value::Array(elements) => {
            for element in elements {
                *element = with_integer_bounds(element.take());
            }
        }
        _ => {}
    }
    schema
}
