//! The operations that are no batches, read as far as they can be. What of them cannot be read, or cannot be sent, is left
//! out with the reason: it makes no description unusable.

use codegen::diagnostic::Diagnostic;
use codegen::pointer::join;
use codegen::resolve::Resolved;
use serde_json::{Value, json};

use super::super::infer::is_json;
use super::super::responses::{validator, without};
use super::super::shape::{fold, is_array, is_object};
use super::super::{
    BatchOperation, Body, Host, ItemModel, Kind, Other, Parameter, Place, Property, Responses,
    Roles, Siblings,
};
use super::{Overrides, Reader, object, operation_id};

/// How deep samples of bodies go.
const DEPTH: usize = 8;

/// All of them, and those that are left out with the reason.
pub(super) fn others(
    resolved: &Resolved,
    overrides: &Overrides,
    batches: &[BatchOperation],
) -> (Vec<Other>, Vec<(String, String)>) {
    let (mut others, mut left_out) = (Vec::new(), Vec::new());
    for (path, item) in object(&resolved.document.value["paths"]) {
        for method in ["get", "post", "put", "patch", "delete"] {
            let operation = &item[method];
            let is_batch =
                |b: &BatchOperation| b.path == path && b.method.eq_ignore_ascii_case(method);
            if !operation.is_object() || batches.iter().any(is_batch) {
                continue;
            }
            let pointer = join(&join("/paths", path), method);
            let reader = Reader {
                resolved,
                path,
                method,
                pointer: &pointer,
                item,
                operation,
                overrides,
            };
            match reader.other(batches) {
                Ok(other) => others.push(other),
                Err(diagnostic) => {
                    let endpoint = format!("{} {path}", method.to_uppercase());
                    left_out.push((endpoint, diagnostic.message));
                }
            }
        }
    }
    (others, left_out)
}

impl Reader<'_> {
    fn other(&self, batches: &[BatchOperation]) -> Result<Other, Diagnostic> {
        let mut parameters = self.parameters()?;
        for parameter in &mut parameters {
            parameter.schema = self.with_example(parameter);
        }
        let (host, keys) = self.host(batches, &parameters);
        Ok(Other {
            id: operation_id(self.operation, self.method, self.path),
            method: self.method.to_uppercase(),
            path: self.path.to_owned(),
            at: self.location(),
            security: self.security()?,
            body: self.body()?,
            responses: self.responses()?,
            parameters,
            host,
            keys,
        })
    }

    /// The schema of a parameter, folded, with the example that stands beside it.
    fn with_example(&self, parameter: &Parameter) -> Value {
        let mut schema = fold(self.resolved, &parameter.schema);
        let lists = [&self.operation["parameters"], &self.item["parameters"]];
        let written = lists
            .into_iter()
            .flat_map(|list| list.as_array().into_iter().flatten());
        let mut written = written.filter_map(|written| self.follow(written).ok());
        let example = written
            .find(|written| written["name"] == parameter.name.as_str())
            .and_then(|written| self.example(written));
        if let (Some(example), Some(members)) = (example, schema.as_object_mut()) {
            members.insert("example".to_owned(), example);
        }
        schema
    }

    /// `example`, or the first of `examples`.
    fn example(&self, beside: &Value) -> Option<Value> {
        let one = Some(&beside["example"]).filter(|example| !example.is_null());
        let first = || {
            let (_, first) = object(&beside["examples"]).next()?;
            let (example, _) = self.resolved.follow(first).ok()?;
            Some(&example["value"]).filter(|value| !value.is_null())
        };
        one.or_else(first).cloned()
    }

    fn body(&self) -> Result<Option<Body>, Diagnostic> {
        let (body, at) = self.resolved.follow(&self.operation["requestBody"])?;
        let at = match at.is_empty() {
            true => join(self.pointer, "requestBody"),
            false => at,
        };
        let contents = || object(&body["content"]);
        let chosen = contents()
            .find(|(name, _)| is_json(name))
            .or_else(|| contents().next());
        let Some((media_type, content)) = chosen else {
            return Ok(None);
        };
        if !is_json(media_type) && body["required"] != true {
            return Ok(None); // only JSON is written
        }
        let sample = is_json(media_type).then(|| {
            let sample = self.example(content);
            let sample =
                sample.unwrap_or_else(|| sample_of(self.resolved, &content["schema"], DEPTH));
            let schema_at = join(&join(&join(&at, "content"), media_type), "schema");
            let schema = without(&self.resolved.json_schema(&schema_at), "readOnly");
            let valid = validator(&schema).is_ok_and(|validator| validator.is_valid(&sample));
            (valid || content["schema"].is_null()).then_some(sample)
        });
        Ok(Some(Body {
            media_type: media_type.to_owned(),
            sample: sample.flatten(),
        }))
    }

    /// The batch operation whose entities stand in the path or in the collection, and its keys in the path.
    fn host(
        &self,
        batches: &[BatchOperation],
        parameters: &[Parameter],
    ) -> (Host, Vec<(String, String)>) {
        let endpoint = format!("{} {}", self.method.to_uppercase(), self.path);
        for (number, batch) in batches.iter().enumerate() {
            if let Some((entity, keys)) = &batch.siblings.entity {
                let below = self.path.strip_prefix(entity.as_str());
                if below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) {
                    return (Host::Batch(number), keys.clone());
                }
            }
            if batch
                .siblings
                .named
                .iter()
                .any(|(_, named)| *named == endpoint)
            {
                return (Host::Batch(number), Vec::new());
            }
        }
        let known = |name: &str| {
            let mut all = batches.iter().flat_map(|batch| &batch.parameters);
            all.any(|p| p.place == Place::Path && p.name == name)
        };
        let in_path = parameters.iter().filter(|p| p.place == Place::Path);
        let placed = in_path.filter(|p| !known(&p.name));
        let last = placed.max_by_key(|p| self.path.find(&format!("{{{}}}", p.name)));
        let keys = last.map(|p| (p.name.clone(), p.name.clone()));
        let nobody = self.nobody(last, batches.first());
        (Host::Nobody(Box::new(nobody)), keys.into_iter().collect())
    }

    /// An operation whose key is `key`, in an envelope like that of `like`.
    fn nobody(&self, key: Option<&Parameter>, like: Option<&BatchOperation>) -> BatchOperation {
        let property = |p: &Parameter| Property::read(&p.name, true, &p.schema);
        BatchOperation {
            id: operation_id(self.operation, self.method, self.path),
            method: self.method.to_uppercase(),
            path: self.path.to_owned(),
            at: None,
            parameters: Vec::new(),
            security: Vec::new(),
            media_type: "application/json".to_owned(),
            item: ItemModel {
                properties: key.map(property).into_iter().collect(),
            },
            roles: Roles {
                key: key.map(|p| p.name.clone()).into_iter().collect(),
                tenant: like.and_then(|batch| batch.roles.tenant.clone()),
                error: like.and_then(|batch| batch.roles.error.clone()),
                call_id: like.and_then(|batch| batch.roles.call_id.clone()),
                ..Roles::default()
            },
            reasons: Vec::new(),
            ambiguous: None,
            responses: Responses::default(),
            siblings: Siblings::default(),
        }
    }
}

/// A value of `schema` with nothing but what is required; whether it is valid is another question.
fn sample_of(resolved: &Resolved, schema: &Value, depth: usize) -> Value {
    let schema = fold(resolved, schema);
    let told = ["example", "const", "default"]
        .into_iter()
        .find(|word| !schema[*word].is_null());
    if let Some(word) = told {
        return schema[word].clone();
    }
    if let Some(first) = schema["examples"].as_array().and_then(|all| all.first()) {
        return first.clone();
    }
    for word in ["oneOf", "anyOf"] {
        if let Some(first) = schema[word].as_array().and_then(|all| all.first()) {
            return sample_of(resolved, first, depth.saturating_sub(1));
        }
    }
    if depth == 0 {
        return Value::Null;
    }
    if is_object(&schema) {
        let required = schema["required"].as_array().into_iter().flatten();
        let names = required.filter_map(Value::as_str);
        let member = |name: &str| {
            let property = &schema["properties"][name];
            let sent = fold(resolved, property)["readOnly"] != true;
            sent.then(|| (name.to_owned(), sample_of(resolved, property, depth - 1)))
        };
        return Value::Object(names.filter_map(member).collect());
    }
    if is_array(&schema) {
        let least = schema["minItems"].as_u64().unwrap_or(0).min(8);
        return (0..least)
            .map(|_| sample_of(resolved, &schema["items"], depth - 1))
            .collect();
    }
    sample_of_kind(&schema)
}

/// A value of a schema without members; text where nothing else is known.
pub(in crate::contract) fn sample_of_kind(schema: &Value) -> Value {
    let told = ["example", "const", "default"]
        .into_iter()
        .find(|word| !schema[*word].is_null());
    if let Some(word) = told {
        return schema[word].clone();
    }
    let (least, most) = (schema["minimum"].as_f64(), schema["maximum"].as_f64());
    match Property::read("", true, schema).kind {
        Kind::Number => json!(least.or(most).unwrap_or(1.0)),
        Kind::Other => match schema["format"].as_str() {
            Some("email") => json!("someone@example.org"),
            Some("uri" | "url") => json!("https://example.org/"),
            _ => json!("text"),
        },
        kind => crate::plan::sample(&kind, 0),
    }
}
