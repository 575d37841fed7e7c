//! Swagger 2.0 to OpenAPI 3.0: the parts of a description move to where OpenAPI 3 has them, and what it says in other
//! words is said in those of OpenAPI 3. Reports what has no equivalent, each at its place in the text.
//!
//! Parts are moved, not copied, and [`Origins`] remembers where each stood. What one place of the text says for many
//! (bodies for several media types, shared parameters of forms) is referred to, or copied up to a limit.

mod bodies;
mod operations;
mod parameters;
mod parts;
mod responses;
mod schemas;
mod security;
mod servers;
mod values;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::grammar::Object;
use crate::load::Document;
use crate::origins::{Origins, Place};
use crate::pointer;

use parts::{MediaTypes, Servers, Shared};

/// The version that descriptions are converted to.
const VERSION: &str = "3.0.3";
/// How many values may be written at several places.
const MAX_COPIED: usize = 500_000;
/// More findings about keys than this are no help to anybody.
const MAX_KEYS: usize = 200;

/// Rewrites a Swagger 2.0 document as OpenAPI 3.0 in place; each part keeps the place that it has in the text. Leaves
/// any other document as it is. The findings that are errors are about what is not obeyed.
pub(crate) fn convert(document: &mut Document) -> Diagnostics {
    if document.value.get("swagger").is_none() {
        return Diagnostics::default();
    }
    let Value::Object(root) = std::mem::take(&mut document.value) else {
        return Diagnostics::default();
    };
    let mut converter = Converter {
        document,
        origins: Origins::default(),
        found: Diagnostics::default(),
        said: HashSet::new(),
        keys: 0,
        consumes: Rc::new([]),
        produces: Rc::new([]),
        servers: Servers::default(),
        parameters: HashMap::new(),
        responses: Rc::default(),
        bodies: Rc::default(),
        elsewhere: Vec::new(),
        copied: 0,
    };
    let mut value = converter.root(root);
    converter.lead_elsewhere(&mut value);
    let Converter { origins, found, .. } = converter;
    document.value = value;
    document.origins = origins;
    found
}

/// What is known while a description is converted.
struct Converter<'a> {
    /// The text; places in it are looked up by the pointers that it has.
    document: &'a Document,
    origins: Origins,
    found: Diagnostics,
    /// What was reported already: some parts are looked at several times.
    said: HashSet<(&'static str, String)>,
    /// How many keys were reported.
    keys: usize,
    /// The media types of bodies, unless an operation lists its own.
    consumes: MediaTypes,
    /// The media types of responses, likewise.
    produces: MediaTypes,
    servers: Servers,
    /// What stood in `parameters`.
    parameters: HashMap<String, Shared>,
    /// What stood in `responses`, converted.
    responses: Rc<Map<String, Value>>,
    /// The bodies among `parameters`, converted.
    bodies: Rc<Map<String, Value>>,
    /// Where references stand that lead to no place that all descriptions have, as pointers of the new document.
    elsewhere: Vec<String>,
    copied: usize,
}

impl Converter<'_> {
    fn root(&mut self, mut root: Map<String, Value>) -> Value {
        let place = Place::default();
        let version = root.shift_remove("swagger");
        if version.is_some_and(|version| version != "2.0") {
            let hint = "write `swagger: '2.0'`";
            self.error(
                "unknown-version",
                "/swagger",
                "the version is not the text `2.0`",
                hint,
            );
        }
        self.keys(Object::Root, &mut root, &place);
        let mut take = |key: &str| root.shift_remove(key);
        for (key, at) in [("consumes", "/consumes"), ("produces", "/produces")] {
            let types = self.media_types(take(key), at);
            let types = types.unwrap_or_else(|| Rc::new([]));
            match key {
                "consumes" => self.consumes = types,
                _ => self.produces = types,
            }
        }
        self.servers = self.read_servers(take("host"), take("basePath"), take("schemes"));
        let schemas = self.section(
            take("definitions"),
            "definitions",
            "schemas",
            |own, schema, place| {
                own.schema(schema, place);
            },
        );
        let (parameters, bodies) = self.shared_parameters(take("parameters"));
        self.bodies = Rc::new(bodies);
        let responses = take("responses");
        self.shared_responses(responses);
        let mut schemes = self.section(
            take("securityDefinitions"),
            "securityDefinitions",
            "securitySchemes",
            |own, scheme, place| own.security_scheme(scheme, place),
        );
        schemes.retain(|_, scheme| !scheme.is_null());
        let paths = take("paths");
        let mut converted = Map::new();
        converted.insert("openapi".to_owned(), VERSION.into());
        self.origins.made("/openapi", "/swagger");
        let servers = self.all_servers();
        converted.extend(servers.map(|servers| ("servers".to_owned(), servers)));
        converted.append(&mut root);
        converted.extend(paths.map(|paths| ("paths".to_owned(), self.paths(paths))));
        let (bodies, responses) = (
            std::mem::take(&mut self.bodies),
            std::mem::take(&mut self.responses),
        );
        let mut components = Map::new();
        for (key, part) in [
            ("schemas", schemas),
            ("parameters", parameters),
            ("requestBodies", Rc::unwrap_or_clone(bodies)),
            ("responses", Rc::unwrap_or_clone(responses)),
            ("securitySchemes", schemes),
        ] {
            if !part.is_empty() {
                components.insert(key.to_owned(), Value::Object(part));
            }
        }
        if !components.is_empty() {
            self.origins.made("/components", "");
            converted.insert("components".to_owned(), Value::Object(components));
        }
        Value::Object(converted)
    }

    /// The members of the section `old` of the text, converted by `each` for the section `new` of `components`.
    fn section(
        &mut self,
        section: Option<Value>,
        old: &str,
        new: &str,
        mut each: impl FnMut(&mut Self, &mut Value, &mut Place),
    ) -> Map<String, Value> {
        let mut place = Place::new(format!("/components/{new}"), format!("/{old}"));
        let mut members = self.mapping(section, &place.old);
        self.origins.moved(&place.new, &place.old);
        for (name, member) in &mut members {
            let mark = place.enter(name);
            each(self, member, &mut place);
            place.leave(mark);
        }
        members
    }

    /// The members of a mapping; nothing, and a finding, for anything else.
    fn mapping(&mut self, value: Option<Value>, old: &str) -> Map<String, Value> {
        match value {
            None => Map::new(),
            Some(Value::Object(members)) => members,
            Some(_) => {
                let name = pointer::last(old).unwrap_or_default();
                let message = format!("`{name}` is not a mapping and is ignored");
                self.error(
                    "structure",
                    old,
                    message,
                    "write names, each with what it names",
                );
                Map::new()
            }
        }
    }

    /// Reports the keys that Swagger does not have in `object`, and leaves them out.
    fn keys(&mut self, object: Object, members: &mut Map<String, Value>, place: &Place) {
        members.retain(|key, _| {
            let known = key.starts_with("x-") || object.member(key).is_some();
            if !known && self.keys < MAX_KEYS {
                self.keys += 1;
                let message = format!(
                    "`{key}` is no key of {} in Swagger 2.0 and is ignored",
                    object.name()
                );
                let hint = "check the spelling and the indentation; extensions begin with `x-`";
                self.warn(
                    "unknown-key",
                    &pointer::join(&place.old, key),
                    message,
                    hint,
                );
            }
            known
        });
    }

    /// A copy, unless too much was written at several places already.
    fn copy(&mut self, members: &Map<String, Value>, old: &str) -> Option<Map<String, Value>> {
        let size = members.values().map(count).sum();
        self.may_repeat(size, old).then(|| members.clone())
    }

    /// What is kept of the members of a shared part where it is used in other media types.
    fn kept(&mut self, shared: &Map<String, Value>, old: &str) -> Map<String, Value> {
        let kept = |key: &str| matches!(key, "description" | "required") || key.starts_with("x-");
        let kept = shared.iter().filter(|(key, _)| kept(key));
        let size = kept.clone().map(|(_, member)| count(member)).sum();
        match self.may_repeat(size, old) {
            true => kept
                .map(|(key, member)| (key.clone(), member.clone()))
                .collect(),
            false => Map::new(),
        }
    }

    /// Whether so many values more may be written because of what stands at `old`.
    fn may_repeat(&mut self, values: usize, old: &str) -> bool {
        self.copied += values;
        if self.copied <= MAX_COPIED {
            return true;
        }
        let message =
            "what is shared here is used too often: the description would become too large";
        self.error(
            "too-large",
            old,
            message,
            "put its schema into `definitions` and refer to it",
        );
        false
    }

    fn say(&mut self, diagnostic: Diagnostic) {
        let at = diagnostic.pointer.as_deref().unwrap_or_default().to_owned();
        if self.said.insert((diagnostic.code, at)) {
            self.found.push(diagnostic);
        }
    }

    fn error(&mut self, code: &'static str, old: &str, message: impl Into<String>, hint: &str) {
        self.say(self.document.error(code, old, message).hint(hint));
    }

    fn warn(&mut self, code: &'static str, old: &str, message: impl Into<String>, hint: &str) {
        self.say(self.document.error(code, old, message).hint(hint).warning());
    }

    /// What OpenAPI 3.0 has no words for.
    fn unsupported(&mut self, old: &str, what: impl std::fmt::Display, hint: &str) {
        self.error("unsupported", old, format!("unsupported: {what}"), hint);
    }
}

/// How many values are in it.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Object(members) => members.values().map(count).sum(),
        Value::Array(items) => items.iter().map(count).sum(),
        _ => 0,
    }
}
