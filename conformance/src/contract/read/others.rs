//! The operations that are no batches, read as far as they can be. What of them cannot be read, or cannot be sent, is left
//! out with the reason: it makes no description unusable.

use codegen::diagnostic::Diagnostic;
use codegen::pointer::join;
use codegen::resolve::Resolved;
use serde_json::Value;

use super::super::infer::is_json;
use super::super::resource::Finder;
use super::super::responses::{validator, without};
use super::super::shape::{fold, is_array, is_object};
use super::super::values::sample_of_kind;
use super::super::{Body, Contract, Operation, Parameter};
use super::{Overrides, Reader, object, operation_id};

/// How deep samples of bodies go.
const DEPTH: usize = 8;

/// Adds all of them to `contract`, which holds the batches, and those that are left out with the reason.
pub(super) fn add(resolved: &Resolved, overrides: &Overrides, contract: &mut Contract) {
    let mut finder = Finder::default();
    for (path, item) in object(&resolved.document.value["paths"]) {
        for method in ["get", "post", "put", "patch", "delete"] {
            let operation = &item[method];
            let is_batch = (contract.batches())
                .map(|batch| batch.operation)
                .any(|b| b.path == path && b.method.eq_ignore_ascii_case(method));
            if !operation.is_object() || is_batch {
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
            match reader.other(&mut finder, contract) {
                Ok(other) => contract.operations.push(other),
                Err(diagnostic) => {
                    let endpoint = format!("{} {path}", method.to_uppercase());
                    contract.left_out.push((endpoint, diagnostic.message));
                }
            }
        }
    }
}

impl Reader<'_> {
    fn other(&self, finder: &mut Finder, contract: &mut Contract) -> Result<Operation, Diagnostic> {
        let mut parameters = self.parameters()?;
        for parameter in &mut parameters {
            parameter.schema = self.with_example(parameter);
        }
        let (security, body, responses) = (self.security()?, self.body()?, self.responses()?);
        let method = self.method.to_uppercase();
        let endpoint = format!("{method} {}", self.path);
        let resource = finder.find(contract, &endpoint, self.path, &parameters);
        // an answer looks like that of the batch beside it, or like any other
        let writer = contract.resources[resource.0].batch;
        let like = writer.map(|batch| contract.operation(batch));
        let like = like.or(contract.batches().next().map(|first| first.operation));
        Ok(Operation {
            id: operation_id(self.operation, self.method, self.path),
            method,
            path: self.path.to_owned(),
            at: self.location(),
            parameters,
            security,
            body,
            responses,
            tenant: like.and_then(|like| like.tenant.clone()),
            envelope: like.map(|like| like.envelope.clone()).unwrap_or_default(),
            resource,
            batch: None,
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
}

/// A value of `schema` with nothing but what is required; whether it is valid is another question.
fn sample_of(resolved: &Resolved, schema: &Value, depth: usize) -> Value {
    let schema = fold(resolved, schema);
    let written = ["example", "const", "default"]
        .into_iter()
        .find(|word| !schema[*word].is_null());
    if let Some(word) = written {
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
