//! A document to a [`Description`]: walks it once by the grammar, reads each part as a typed value, and says of every key
//! what becomes of it. What is malformed is reported at its place and left out; nothing else is lost with it.

mod accounts;
mod bodies;
mod keywords;
mod operations;
mod parameters;
mod references;
mod schemas;
mod security;
mod targets;
mod typed;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::grammar::Kind;
use crate::identities::Identities;
use crate::load::Document;
use crate::model::{Dialect, Header, Info, Operation, Parameter, RequestBody, Response};
use crate::model::{SecurityScheme, Server, Tag};
use crate::schema::{SchemaId, Schemas};

/// What a document says.
#[derive(Debug)]
pub struct Description {
    /// The text, and the place of everything in it.
    pub document: Document,
    /// The kind of description.
    pub dialect: Dialect,
    /// What is said about the whole.
    pub info: Info,
    /// Where it is served.
    pub servers: Vec<Server>,
    /// Tags of operations.
    pub tags: Vec<Tag>,
    /// What clients call, in the order of the paths.
    pub operations: Vec<Operation>,
    /// What the server calls of its own accord.
    pub webhooks: Vec<Operation>,
    /// By name.
    pub security_schemes: IndexMap<String, SecurityScheme>,
    /// Every schema.
    pub schemas: Schemas,
}

/// Reads a document whose overlays are applied and whose files are joined. The diagnostics say what is malformed, which
/// is left out, and which keys mean nothing; errors among them are for those who want to refuse a description that is not
/// obeyed to the letter.
///
/// # Errors
/// What nothing can be made of.
pub fn read(mut document: Document) -> Result<(Description, Diagnostics), Diagnostics> {
    let converted = crate::swagger::convert(&mut document);
    let dialect = match document.dialect() {
        Some(dialect) => dialect,
        None => {
            let message = "the key `openapi` is missing, so this is no OpenAPI description";
            let hint =
                "an overlay is given with `--overlay`, beside the description that it changes";
            return Err(document.error("no-version", "", message).hint(hint).into());
        }
    };
    let identities = Identities::of(&document.value, dialect);
    let mut reader = Reader {
        root: &document.value,
        document: &document,
        dialect,
        identities,
        found: converted,
        accounted: 0,
        unknown: IndexMap::new(),
        circles: BTreeSet::new(),
        repeated: IndexMap::new(),
        schemas: Schemas::default(),
        pending: Vec::new(),
        parameters: HashMap::new(),
        headers: HashMap::new(),
        bodies: HashMap::new(),
        responses: HashMap::new(),
    };
    let Some(members) = reader.root.as_object() else {
        let message = "the document is not a mapping";
        return Err(document.error("not-a-mapping", "", message).into());
    };
    // Without these there is nothing to go on with.
    let before = reader.found.len();
    for key in ["info", "paths", "components"] {
        if let Some(value) = members.get(key) {
            reader.mapping(value, &format!("/{key}"), "the description");
        }
    }
    if reader.found.len() > before {
        return Err(reader.found);
    }
    reader.keys(members, Kind::Root, "");
    let info = reader.info(members);
    let servers = reader.servers(members, "");
    let tags = reader.tags(members);
    let security_schemes = reader.security_schemes();
    reader.components();
    let operations = reader.paths(members);
    let webhooks = reader.webhooks(members);
    reader.resolve_schemas();
    reader.tell_repeated();
    reader.tell_of_unknown();
    let (mut schemas, found) = (reader.schemas, reader.found);
    schemas.relate();
    let description = Description {
        dialect,
        info,
        servers,
        tags,
        operations,
        webhooks,
        security_schemes,
        schemas,
        document,
    };
    Ok((description, found))
}

type Shared<T> = HashMap<String, Option<Arc<T>>>;

/// What is shared while reading.
struct Reader<'a> {
    document: &'a Document,
    root: &'a Value,
    dialect: Dialect,
    identities: Identities,
    found: Diagnostics,
    /// How many keys were reported.
    accounted: usize,
    /// Keys that mean nothing: the first place of each, and how many there are.
    unknown: IndexMap<(Kind, String), (String, usize)>,
    /// References that lead round in circles and were reported.
    circles: BTreeSet<String>,
    /// Findings that descriptions have many of: the first place of each, and how many there are.
    repeated: IndexMap<&'static str, (String, usize)>,
    schemas: Schemas,
    /// References of schemas that were read.
    pending: Vec<Pending>,
    parameters: Shared<Parameter>,
    headers: Shared<Header>,
    bodies: Shared<RequestBody>,
    responses: Shared<Response>,
}

/// A reference of a schema, to be resolved when all schemas are known.
struct Pending {
    schema: SchemaId,
    slot: Slot,
}

/// Where in a schema a reference stands.
#[derive(Clone, Copy)]
enum Slot {
    Own,
    Mapping(usize),
    DefaultMapping,
}

impl Reader<'_> {
    fn error(&mut self, code: &'static str, at: &str, message: impl Into<String>, hint: &str) {
        let diagnostic = self.document.error(code, at, message);
        self.found.push(diagnostic.hint(hint));
    }

    /// What `value` at `at` is or refers to, read once for all who refer to it; `known` finds what was read before.
    fn shared<T>(
        &mut self,
        value: &Value,
        at: &str,
        kind: Kind,
        known: impl Fn(&mut Self) -> &mut Shared<T>,
        read: impl Fn(&mut Self, &Value, &str) -> Option<T>,
    ) -> Option<Arc<T>> {
        let (value, at) = self.follow(value, at, kind)?;
        if let Some(known) = known(self).get(at.as_ref()) {
            return known.clone();
        }
        let read = read(self, value, &at).map(Arc::new);
        known(self).insert(at.into_owned(), read.clone());
        read
    }

    fn note<T>(&mut self, outcome: Result<T, Diagnostic>) -> Option<T> {
        outcome
            .map_err(|diagnostic| self.found.push(diagnostic))
            .ok()
    }

    /// Says what is missing in many places once.
    fn repeated(&mut self, what: &'static str, at: &str) {
        let known = self.repeated.entry(what);
        known.or_insert_with(|| (at.to_owned(), 0)).1 += 1;
    }

    fn tell_repeated(&mut self) {
        for (what, (at, count)) in std::mem::take(&mut self.repeated) {
            let more = match count {
                1 => String::new(),
                2 => "; so at one more place".to_owned(),
                count => format!("; so at {} more places", count - 1),
            };
            let message = format!("{what} is not well-formed: missing field `description`{more}");
            let hint = "add `description`; OpenAPI requires it here";
            self.error("structure", &at, message, hint);
        }
    }
}

/// The members that begin with `x-`.
fn extensions(members: &Map<String, Value>) -> Map<String, Value> {
    let own = members.iter().filter(|(key, _)| key.starts_with("x-"));
    own.map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// `description` and the like, if it is a text.
fn text(members: &Map<String, Value>, key: &str) -> Option<String> {
    members.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn flag(members: &Map<String, Value>, key: &str) -> bool {
    members.get(key) == Some(&Value::Bool(true))
}
