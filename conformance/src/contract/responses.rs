//! The responses that an operation declares, each with the validator of its body. The validator is the independent
//! `jsonschema` crate, not our generated code.

use std::collections::BTreeMap;

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
    /// What is declared for `status`: the exact one, else its range, else `default` (OpenAPI 3.0.3, Responses Object).
    pub fn declared(&self, status: u16) -> Option<&Declared> {
        self.by_status
            .get(&status.to_string())
            .or_else(|| self.by_status.get(&format!("{}XX", status / 100)))
            .or_else(|| self.by_status.get("default"))
    }
}

impl Declared {
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
