//! The description without its schemas, typed by `openapiv3`. Refuses what the model refuses, but part by part and
//! from the inside out, so that each error is found at its own place rather than at the whole path.

use openapiv3::{
    Header, MediaType, Operation, Parameter, PathItem, RequestBody, Response, SecurityScheme,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::references;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::Document;
use crate::pointer;

/// A copy in which every schema is a reference: the model would refuse some and lose parts of others.
pub(super) fn lift(value: &Value) -> Value {
    let mut copy = value.clone();
    lift_in(&mut copy, "", false);
    copy
}

fn lift_in(value: &mut Value, at: &str, names: bool) {
    match value {
        Value::Object(members) => {
            for (key, member) in members.iter_mut() {
                let here = pointer::join(at, key);
                if at == "/components/schemas" || (key == "schema" && !names) {
                    if at == "/components/schemas" || member.get("$ref").is_none() {
                        *member = json!({ "$ref": format!("#{}", here.replace('%', "%25")) });
                    }
                } else if names || !references::is_data(key) {
                    lift_in(member, &here, !names && references::is_named(key));
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                lift_in(item, &format!("{at}/{index}"), false);
            }
        }
        _ => {}
    }
}

/// `value`, which stands at `at`, as a `T`.
pub(super) fn typed<T: DeserializeOwned>(
    document: &Document,
    value: &Value,
    at: &str,
    what: &str,
) -> Result<T, Diagnostic> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        use serde_path_to_error::Segment;
        let mut place = at.to_owned();
        for segment in error.path() {
            match segment {
                Segment::Seq { index } => place = format!("{place}/{index}"),
                Segment::Map { key } => place = pointer::join(&place, key),
                Segment::Enum { .. } | Segment::Unknown => {}
            }
        }
        let cause = error.inner().to_string();
        let cause = match cause.split_once("expected struct ") {
            Some((before, _)) => format!("{before}expected a mapping"),
            None => cause,
        };
        let diagnostic = document.error(
            "structure",
            &place,
            format!("{what} is not well-formed: {cause}"),
        );
        match cause.strip_prefix("missing field ") {
            Some(field) => diagnostic.hint(format!("add {field}; OpenAPI requires it here")),
            None => diagnostic,
        }
    })
}

/// Keywords that no code depends on, so that nothing is lost with them when they are malformed.
const IDLE: [&str; 8] = [
    "servers",
    "externalDocs",
    "examples",
    "example",
    "links",
    "callbacks",
    "contact",
    "license",
];

/// Leaves out what no code depends on, and adds what descriptions tend to forget.
pub(super) fn soften(skeleton: &mut Value, names: bool) {
    match skeleton {
        Value::Object(members) => {
            if !names {
                members.retain(|key, _| !IDLE.contains(&key.as_str()));
                if members.contains_key("openapi") {
                    members.shift_remove("tags");
                    members.shift_remove("webhooks");
                }
                if (members.contains_key("in") && members.contains_key("name"))
                    && !members.contains_key("content")
                    && !members.contains_key("type")
                {
                    members
                        .entry("schema")
                        .or_insert_with(|| json!({ "$ref": "#/nowhere" }));
                }
            }
            for (key, member) in members.iter_mut() {
                if !names && key == "responses" {
                    responses(member);
                }
                if names || !references::is_data(key) {
                    soften(member, !names && references::is_named(key));
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| soften(item, false)),
        _ => {}
    }
}

/// Makes `info`, if there is any, what the model wants of it, and says what was missing.
pub(super) fn introduce(document: &Document, skeleton: &mut Value, found: &mut Diagnostics) {
    let Some(Value::Object(written)) = skeleton.get_mut("info") else {
        return;
    };
    let mut info = serde_json::Map::new();
    for (key, instead) in [("title", "API"), ("version", "0")] {
        let text = match written.get(key) {
            Some(Value::String(text)) => text.clone(),
            other => {
                let at = match other {
                    Some(_) => format!("/info/{key}"),
                    None => "/info".to_owned(),
                };
                let text = match other {
                    Some(Value::Number(number)) => number.to_string(),
                    _ => instead.to_owned(),
                };
                let message = format!("`info` has no `{key}`, or none that is a text");
                let hint = format!("write `{key}: '…'`; it is taken to be `{text}`");
                found.push(document.error("structure", &at, message).hint(hint));
                text
            }
        };
        info.insert(key.to_owned(), Value::String(text));
    }
    *written = info;
}

fn responses(responses: &mut Value) {
    for (_, response) in responses.as_object_mut().into_iter().flatten() {
        if let Value::Object(response) = response
            && !response.contains_key("$ref")
        {
            let said = response.get("description").is_some_and(Value::is_string);
            if !said {
                response.insert("description".to_owned(), json!(""));
            }
        }
    }
}

/// What 3.1 made optional and the model still wants.
pub(super) fn complete(skeleton: &mut Value) {
    let Value::Object(root) = skeleton else {
        return;
    };
    root.entry("paths").or_insert_with(|| json!({}));
    for (_, item) in root
        .get_mut("paths")
        .and_then(Value::as_object_mut)
        .into_iter()
        .flatten()
    {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            if METHODS.contains(&method.as_str())
                && let Value::Object(operation) = operation
            {
                operation.entry("responses").or_insert_with(|| json!({}));
            }
        }
    }
}

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Takes the parts at `broken` out; what stands in a list takes its owner with it, so that no index moves.
pub(super) fn prune(skeleton: &mut Value, broken: &[String]) {
    for at in broken {
        let mut at = at.as_str();
        while let Some(parent) = pointer::parent(at) {
            if let Some(Value::Object(members)) = skeleton.pointer_mut(parent) {
                members.shift_remove(&pointer::last(at).unwrap_or_default());
                break;
            }
            at = parent;
        }
    }
}

/// Reports every part of the skeleton that the model refuses, and says where those parts stand.
pub(super) fn check(document: &Document, skeleton: &Value, found: &mut Diagnostics) -> Vec<String> {
    let mut checker = Checker {
        document,
        found,
        broken: Vec::new(),
    };
    if let Some(components) = skeleton.get("components") {
        let at = "/components";
        checker.named::<Parameter>(components, at, "parameters", "this parameter", &[]);
        checker.named::<Header>(components, at, "headers", "this header", &[]);
        checker.named::<RequestBody>(
            components,
            at,
            "requestBodies",
            "this request body",
            &["content"],
        );
        checker.named::<Response>(
            components,
            at,
            "responses",
            "this response",
            &["content", "headers"],
        );
        checker.named::<SecurityScheme>(
            components,
            at,
            "securitySchemes",
            "this security scheme",
            &[],
        );
    }
    for (path, item) in members(skeleton.get("paths")) {
        let at = pointer::join("/paths", path);
        if path.starts_with('/') {
            checker.path_item(item, &at);
        } else if !path.starts_with("x-") {
            let message = format!("the path `{path}` does not begin with a slash");
            let finding = document
                .error("structure", &at, message)
                .hint(format!("write `/{path}`"));
            checker.found.push(finding);
            checker.broken.push(at);
        }
    }
    checker.broken
}

fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

struct Checker<'a> {
    document: &'a Document,
    found: &'a mut Diagnostics,
    broken: Vec<String>,
}

impl Checker<'_> {
    fn path_item(&mut self, item: &Value, at: &str) {
        let before = self.found.len();
        self.parameters(item, at);
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                self.operation(operation, &pointer::join(at, method));
            }
        }
        self.one::<PathItem>(item, at, "this path", before);
    }

    fn operation(&mut self, operation: &Value, at: &str) {
        let before = self.found.len();
        self.parameters(operation, at);
        if let Some(body) = operation.get("requestBody") {
            let at = pointer::join(at, "requestBody");
            let before = self.found.len();
            self.parts(body, &at, &["content"]);
            self.one::<RequestBody>(body, &at, "this request body", before);
        }
        self.named::<Response>(
            operation,
            at,
            "responses",
            "this response",
            &["content", "headers"],
        );
        self.one::<Operation>(operation, at, "this operation", before);
    }

    fn parameters(&mut self, owner: &Value, at: &str) {
        let at = pointer::join(at, "parameters");
        let parameters = owner.get("parameters").and_then(Value::as_array);
        for (index, parameter) in parameters.into_iter().flatten().enumerate() {
            let before = self.found.len();
            self.one::<Parameter>(
                parameter,
                &format!("{at}/{index}"),
                "this parameter",
                before,
            );
        }
    }

    fn named<T: DeserializeOwned>(
        &mut self,
        owner: &Value,
        at: &str,
        key: &str,
        what: &str,
        parts: &[&str],
    ) {
        let at = pointer::join(at, key);
        for (name, item) in members(owner.get(key)).filter(|(name, _)| !name.starts_with("x-")) {
            let at = pointer::join(&at, name);
            let before = self.found.len();
            self.parts(item, &at, parts);
            self.one::<T>(item, &at, what, before);
        }
    }

    fn parts(&mut self, owner: &Value, at: &str, keys: &[&str]) {
        for key in keys {
            match *key {
                "content" => self.named::<MediaType>(owner, at, key, "this media type", &[]),
                _ => self.named::<Header>(owner, at, key, "this header", &[]),
            }
        }
    }

    /// Skipped when a part of it was reported already: that is the better place.
    fn one<T: DeserializeOwned>(&mut self, item: &Value, at: &str, what: &str, before: usize) {
        if self.found.len() == before
            && item.get("$ref").is_none()
            && let Err(diagnostic) = typed::<T>(self.document, item, at, what)
        {
            self.found.push(diagnostic);
            self.broken.push(at.to_owned());
        }
    }
}
