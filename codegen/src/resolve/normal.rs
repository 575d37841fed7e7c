//! Every schema of a description in one dialect: that of OpenAPI 3.0 without the liberties of 3.1. Lists of types,
//! `const`, numeric exclusive bounds, boolean schemas and neighbours of a `$ref` are rewritten in place, so that
//! JSON pointers into the description stay what they were. Refuses nothing: what is strange stays as it is.

use serde_json::{Map, Value, json};

use super::references;
use crate::pointer;

/// Keywords beside a `$ref` that change nothing about what is accepted.
const ANNOTATIONS: [&str; 14] = [
    "$ref",
    "title",
    "description",
    "summary",
    "example",
    "examples",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "xml",
    "$comment",
    "$defs",
];

/// Keywords that hold one schema, true or false.
const PARTS: [&str; 7] = [
    "additionalProperties",
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
];

/// Keywords that hold schemas by name.
const NAMED_PARTS: [&str; 5] = [
    "properties",
    "patternProperties",
    "dependentSchemas",
    "$defs",
    "definitions",
];

/// The description with every schema rewritten, and the pointers of those that are composed of others.
pub(super) fn normal(document: &Value) -> (Value, Vec<String>) {
    let version = document.get("openapi").and_then(Value::as_str);
    let mut pass = Pass {
        modern: version.is_some_and(|version| !version.starts_with("3.0")),
        anchors: Vec::new(),
        composed: Vec::new(),
    };
    let mut value = document.clone();
    pass.part(&mut value, "", false);
    (value, pass.composed)
}

struct Pass {
    /// Whether neighbours of a `$ref` count.
    modern: bool,
    /// Where the schemas around stand that a `$recursiveRef` may mean, innermost last.
    anchors: Vec<String>,
    composed: Vec<String>,
}

impl Pass {
    fn part(&mut self, value: &mut Value, at: &str, names: bool) {
        match value {
            Value::Object(members) => {
                for (key, member) in members.iter_mut() {
                    let here = pointer::join(at, key);
                    if at == "/components/schemas" || (key == "schema" && !names) {
                        self.schema(member, &here);
                    } else if names || !references::is_data(key) {
                        self.part(member, &here, !names && references::is_named(key));
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.part(item, &format!("{at}/{index}"), false);
                }
            }
            _ => {}
        }
    }

    fn schema(&mut self, value: &mut Value, at: &str) {
        match value {
            Value::Bool(true) => *value = json!({}),
            Value::Bool(false) => *value = json!({ "not": {} }),
            _ => {}
        }
        let Value::Object(schema) = value else {
            return;
        };
        let anchor = schema.shift_remove("$recursiveAnchor") == Some(Value::Bool(true));
        if anchor {
            self.anchors.push(at.to_owned());
        }
        self.recursion(schema);
        self.reference(schema);
        bounds(schema);
        if let Some(only) = schema.shift_remove("const") {
            schema.insert("enum".to_owned(), json!([only]));
        }
        encoding(schema);
        types(schema);
        null_branches(schema);
        if ["allOf", "oneOf", "anyOf"]
            .iter()
            .any(|key| schema.contains_key(*key))
        {
            self.composed.push(at.to_owned());
        }
        for (key, member) in schema.iter_mut() {
            let here = pointer::join(at, key);
            match (key.as_str(), member) {
                ("items", member) => self.schema(member, &here),
                (key, Value::Bool(_)) if PARTS.contains(&key) => {}
                (key, member) if PARTS.contains(&key) => self.schema(member, &here),
                (key, Value::Object(members)) if NAMED_PARTS.contains(&key) => {
                    for (name, member) in members.iter_mut() {
                        self.schema(member, &pointer::join(&here, name));
                    }
                }
                ("allOf" | "oneOf" | "anyOf" | "prefixItems", Value::Array(items)) => {
                    for (index, item) in items.iter_mut().enumerate() {
                        self.schema(item, &format!("{here}/{index}"));
                    }
                }
                _ => {}
            }
        }
        if anchor {
            self.anchors.pop();
        }
    }

    /// `$recursiveRef` is how JSON Schema 2019-09 refers to the marked schema around it.
    fn recursion(&self, schema: &mut Map<String, Value>) {
        let around = self.anchors.last();
        if let Some(at) = around.filter(|_| schema.get("$recursiveRef") == Some(&json!("#"))) {
            schema.shift_remove("$recursiveRef");
            let reference = format!("#{}", at.replace('%', "%25"));
            schema.insert("$ref".to_owned(), Value::String(reference));
        }
    }

    /// In 3.0 the neighbours of a `$ref` are ignored; since 3.1 they hold as well.
    fn reference(&self, schema: &mut Map<String, Value>) {
        let Some(Value::String(reference)) = schema.get("$ref") else {
            return;
        };
        let reference = json!({ "$ref": reference });
        let counts = schema
            .keys()
            .any(|key| !ANNOTATIONS.contains(&key.as_str()) && !key.starts_with("x-"));
        if !counts || !self.modern {
            schema.retain(|key, _| matches!(key.as_str(), "$ref" | "description"));
            return;
        }
        let annotation = |key: &String| ANNOTATIONS.contains(&key.as_str());
        let own = schema.iter().filter(|(key, _)| !annotation(key));
        let own: Map<String, Value> = own
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        schema.retain(|key, _| ANNOTATIONS.contains(&key.as_str()) && key != "$ref");
        let nullable = own.get("type") == Some(&json!("null"));
        if !nullable {
            schema.insert("allOf".to_owned(), json!([reference, own]));
        }
    }
}

/// `exclusiveMinimum: 5` becomes `minimum: 5` and `exclusiveMinimum: true`.
fn bounds(schema: &mut Map<String, Value>) {
    for (exclusive, inclusive, sign) in [
        ("exclusiveMinimum", "minimum", 1.0),
        ("exclusiveMaximum", "maximum", -1.0),
    ] {
        let Some(limit) = schema
            .get(exclusive)
            .filter(|limit| limit.is_number())
            .cloned()
        else {
            continue;
        };
        let tighter = match schema.get(inclusive).and_then(Value::as_f64) {
            Some(other) => limit
                .as_f64()
                .is_some_and(|limit| (limit - other) * sign >= 0.0),
            None => true,
        };
        if tighter {
            schema.insert(inclusive.to_owned(), limit);
            schema.insert(exclusive.to_owned(), Value::Bool(true));
        } else {
            schema.shift_remove(exclusive);
        }
    }
}

fn encoding(schema: &mut Map<String, Value>) {
    if schema.contains_key("format") {
        return;
    }
    if schema.get("contentEncoding").and_then(Value::as_str) == Some("base64") {
        schema.insert("format".to_owned(), json!("byte"));
    } else if schema.get("contentMediaType").and_then(Value::as_str)
        == Some("application/octet-stream")
    {
        schema.insert("format".to_owned(), json!("binary"));
    }
}

/// A list of types becomes one type, or a choice between schemas of one type each; null becomes `nullable`.
fn types(schema: &mut Map<String, Value>) {
    let listed = schema.get("enum").and_then(Value::as_array);
    let null_listed = listed.map(|values| values.contains(&Value::Null));
    if !schema.contains_key("type") && null_listed == Some(true) {
        schema.insert("nullable".to_owned(), Value::Bool(true));
    }
    let Some(Value::Array(types)) = schema.get("type") else {
        return;
    };
    let mut kinds: Vec<Value> = Vec::new();
    for kind in types {
        if kind.as_str() != Some("null") && !kinds.contains(kind) {
            kinds.push(kind.clone());
        }
    }
    let integer =
        kinds.iter().any(|kind| kind == "integer") && kinds.iter().any(|kind| kind == "number");
    if integer {
        kinds.retain(|kind| kind != "integer");
    }
    if kinds.len() < types.len()
        && types.iter().any(|kind| kind == "null")
        && null_listed != Some(false)
    {
        schema.insert("nullable".to_owned(), Value::Bool(true));
    }
    match kinds.as_slice() {
        [] => {
            schema.insert("type".to_owned(), json!("null"));
        }
        [one] => {
            let one = one.clone();
            schema.insert("type".to_owned(), one);
        }
        several if schema.contains_key("enum") || several.len() >= 6 => {
            schema.shift_remove("type");
        }
        several => {
            let several = several.to_vec();
            let branch = |kind: &Value| {
                let mut branch = schema.clone();
                for key in [
                    "nullable",
                    "title",
                    "description",
                    "default",
                    "examples",
                    "example",
                ] {
                    branch.shift_remove(key);
                }
                branch.insert("type".to_owned(), kind.clone());
                branch.retain(|key, _| belongs(key, kind.as_str().unwrap_or_default()));
                Value::Object(branch)
            };
            let branches: Vec<Value> = several.iter().map(branch).collect();
            schema.retain(|key, _| {
                matches!(
                    key.as_str(),
                    "nullable"
                        | "title"
                        | "description"
                        | "default"
                        | "examples"
                        | "example"
                        | "$defs"
                ) || key.ends_with("Of")
                    || key == "readOnly"
                    || key == "writeOnly"
            });
            match schema.contains_key("anyOf") {
                false => schema.insert("anyOf".to_owned(), Value::Array(branches)),
                true => schema.insert("allOf".to_owned(), json!([{ "anyOf": branches }])),
            };
        }
    }
}

/// Whether a keyword says something about values of the type `kind`.
fn belongs(key: &str, kind: &str) -> bool {
    match key {
        "minLength" | "maxLength" | "pattern" => kind == "string",
        "items" | "minItems" | "maxItems" | "uniqueItems" | "prefixItems" | "contains"
        | "minContains" | "maxContains" => kind == "array",
        "properties"
        | "required"
        | "additionalProperties"
        | "minProperties"
        | "maxProperties"
        | "patternProperties"
        | "propertyNames"
        | "dependentRequired"
        | "dependentSchemas" => kind == "object",
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
            matches!(kind, "integer" | "number")
        }
        "allOf" | "anyOf" | "oneOf" | "$defs" | "readOnly" | "writeOnly" => false,
        _ => true,
    }
}

/// `anyOf: [X, {type: null}]` becomes `anyOf: [X]` with `nullable`.
fn null_branches(schema: &mut Map<String, Value>) {
    for key in ["oneOf", "anyOf"] {
        let Some(Value::Array(branches)) = schema.get_mut(key) else {
            continue;
        };
        let before = branches.len();
        branches.retain(|branch| {
            let only_null = branch
                .get("type")
                .is_some_and(|kind| kind == "null" || *kind == json!(["null"]))
                || branch
                    .get("enum")
                    .is_some_and(|values| *values == json!([null]))
                || branch.get("const") == Some(&Value::Null);
            !only_null
        });
        let (left, removed) = (branches.len(), branches.len() < before);
        if removed {
            schema.insert("nullable".to_owned(), Value::Bool(true));
            if left == 0 {
                schema.shift_remove(key);
                schema.insert("type".to_owned(), json!("null"));
            }
        }
    }
}
