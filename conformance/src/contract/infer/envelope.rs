//! Where the results stand in the schema of a 207, and the parts of one result. Refuses a 207 without an array of objects
//! that hold an integer status: then the operation is no batch operation.

use description::schema::Type;
use description::{SchemaId, Schemas};
use serde_json::Value;

use super::super::shape::{Folded, fold};
use super::words::normal;

/// How many levels below the root results are looked for.
const DEPTH: usize = 4;

/// What the schema of a 207 says.
#[derive(Clone, Debug, Default)]
pub(super) struct Envelope {
    pub(super) results: String,
    pub(super) error: Option<String>,
    pub(super) call_id: Option<String>,
    pub(super) id: Option<String>,
    pub(super) id_name: Option<String>,
    pub(super) id_value: Option<String>,
    pub(super) status: String,
    pub(super) message: Option<String>,
    /// names that the schema itself gives to the parts of an id
    pub(super) id_names: Vec<String>,
    /// what the description of the id says
    pub(super) id_text: String,
}

const STATUS: &[&str] = &[
    "status",
    "statuscode",
    "httpstatus",
    "httpstatuscode",
    "httpcode",
    "responsestatus",
    "resultstatus",
    "responsecode",
    "resultcode",
    "code",
];
const ID: &[&str] = &[
    "id",
    "ids",
    "key",
    "keys",
    "identity",
    "identifier",
    "identifiers",
    "entityid",
    "entitykey",
    "resourceid",
    "uniqueid",
    "recordid",
    "itemid",
    "primarykey",
];
const PART_NAME: &[&str] = &[
    "key",
    "name",
    "field",
    "property",
    "column",
    "keyname",
    "fieldname",
    "member",
];
const PART_VALUE: &[&str] = &["value", "val", "keyvalue", "fieldvalue", "content"];
const MESSAGE: &[&str] = &[
    "message",
    "body",
    "messages",
    "detail",
    "statustext",
    "reason",
    "text",
    "description",
    "title",
    "result",
    "outcome",
    "error",
    "errormessage",
];
const ERROR: &[&str] = &["error", "problem", "fault", "errors", "exception"];
const CALL_ID: &[&str] = &[
    "activityid",
    "requestid",
    "correlationid",
    "traceid",
    "callid",
    "transactionid",
    "operationid",
    "messageid",
    "trackingid",
    "debugid",
];

/// A part of a schema with the JSON pointer that leads to it.
type Part<'a> = (String, Folded<'a>);

/// Finds the roles in the schema of a 207 body; `item` are the names of the item's properties.
pub(super) fn envelope(schemas: &Schemas, schema: SchemaId, item: &[&str]) -> Option<Envelope> {
    let root = fold(schemas, schema);
    let mut level = vec![(String::new(), root.clone())];
    for _ in 0..=DEPTH {
        let mut found: Vec<(usize, Envelope)> = level
            .iter()
            .filter_map(|(at, schema)| results(schemas, schema, at, item))
            .collect();
        found.sort_by_key(|(rank, _)| *rank);
        if let Some((_, mut envelope)) = found.into_iter().next() {
            around(schemas, &root, &mut envelope);
            return Some(envelope);
        }
        level = level
            .iter()
            .flat_map(|(at, schema)| below(schemas, schema, at))
            .collect();
    }
    None
}

/// The members of an object, folded, with their pointers.
fn below<'a>(schemas: &'a Schemas, schema: &Folded<'a>, at: &str) -> Vec<Part<'a>> {
    let members = schema.properties().into_iter();
    members
        .map(|(name, id)| (description::pointer::join(at, name), fold(schemas, id)))
        .collect()
}

fn is_text(schema: &Folded<'_>) -> bool {
    schema.is(Type::String)
}

/// The roles in one result when `schema` is an array of results; a smaller number is a better guess.
fn results(
    schemas: &Schemas,
    schema: &Folded<'_>,
    at: &str,
    item: &[&str],
) -> Option<(usize, Envelope)> {
    let items = schema.items().filter(|_| schema.is_array())?;
    let result = fold(schemas, items);
    if !result.is_object() {
        return None;
    }
    let own = below(schemas, &result, "");
    let deeper = || {
        own.iter()
            .filter(|(_, s)| s.is_object())
            .flat_map(|(at, s)| below(schemas, s, at))
    };
    let mut parts = own.clone();
    parts.extend(deeper());
    let number = |schema: &Folded<'_>| schema.types().iter().any(|kind| kind.is_number());
    let (rank, status) = best(&parts, STATUS, number)?;
    let mut envelope = Envelope {
        results: at.to_owned(),
        status: status.clone(),
        ..Envelope::default()
    };
    parts.retain(|(at, _)| *at != status);
    identity(schemas, &parts, item, &mut envelope);
    let taken = envelope.id.clone();
    parts.retain(|(at, _)| {
        let outside = taken
            .as_ref()
            .is_none_or(|id| at != id && (id.is_empty() || !at.starts_with(&format!("{id}/"))));
        let echoed =
            taken.as_deref() == Some("") && item.iter().any(|name| normal(name) == last(at));
        outside && !echoed
    });
    envelope.message = best(&parts, MESSAGE, is_text).map(|(_, at)| at);
    Some((rank, envelope))
}

/// The part whose name stands first in `names` and whose schema `fits`.
fn best(
    parts: &[Part<'_>],
    names: &[&str],
    fits: impl Fn(&Folded<'_>) -> bool,
) -> Option<(usize, String)> {
    parts
        .iter()
        .filter(|(_, schema)| fits(schema))
        .filter_map(|(at, _)| {
            Some((
                names.iter().position(|name| *name == last(at))? * 8 + depth(at),
                at.clone(),
            ))
        })
        .min()
}

fn last(pointer: &str) -> String {
    normal(pointer.rsplit('/').next().unwrap_or_default())
}

fn depth(pointer: &str) -> usize {
    pointer.matches('/').count()
}

/// The id: a member called so, else an array of names and values, else the key properties in the result itself.
fn identity(schemas: &Schemas, parts: &[Part<'_>], item: &[&str], envelope: &mut Envelope) {
    let named = best(parts, ID, |_| true).map(|(_, at)| at);
    let list = || {
        let pair = |schema: &Folded<'_>| schema.is_array() && pair(schemas, schema).is_some();
        let found = parts.iter().find(|(_, schema)| pair(schema));
        found.map(|(at, _)| at.clone())
    };
    let Some(at) = named.or_else(list) else {
        let echoed: Vec<String> = (item.iter())
            .filter(|name| {
                parts
                    .iter()
                    .any(|(at, _)| depth(at) == 1 && last(at) == normal(name))
            })
            .map(|name| (*name).to_owned())
            .collect();
        if !echoed.is_empty() {
            envelope.id = Some(String::new());
            envelope.id_names = echoed;
        }
        return;
    };
    let Some((_, schema)) = parts.iter().find(|(name, _)| *name == at) else {
        return;
    };
    envelope.id_text = schema.description().to_owned();
    if schema.is_array() {
        if let Some((part, name, value)) = pair(schemas, schema) {
            let names = part.property(&name).map(|id| fold(schemas, id));
            let names = names.unwrap_or_default();
            let listed = names
                .values()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str);
            envelope.id_names = listed.map(str::to_owned).collect();
            for text in [part.description(), names.description()] {
                envelope.id_text.push_str(". ");
                envelope.id_text.push_str(text);
            }
            (envelope.id_name, envelope.id_value) = (Some(name), Some(value));
        }
    } else if schema.is_object() {
        let names = schema.properties().into_keys();
        envelope.id_names = names.map(str::to_owned).collect();
    }
    envelope.id = Some(at);
}

/// One id part, and which of its members hold the name and the value.
fn pair<'a>(schemas: &'a Schemas, schema: &Folded<'a>) -> Option<(Folded<'a>, String, String)> {
    let part = fold(schemas, schema.items()?);
    let members = part.properties();
    let find = |words: &[&str]| {
        (words.iter()).find_map(|word| {
            let mut names = members.keys();
            let found = names.find(|name| normal(name) == *word);
            found.map(|name| (*name).to_owned())
        })
    };
    let (name, value) = (find(PART_NAME)?, find(PART_VALUE)?);
    Some((part, name, value))
}

/// What stands in the body beside the results: the problem and the id of the call.
fn around(schemas: &Schemas, root: &Folded<'_>, envelope: &mut Envelope) {
    let mut parts: Vec<_> = below(schemas, root, "");
    parts.retain(|(at, _)| *at != envelope.results);
    let deeper: Vec<_> = (parts.iter())
        .flat_map(|(at, schema)| below(schemas, schema, at))
        .collect();
    envelope.error = best(&parts, ERROR, |schema| schema.is_object()).map(|(_, at)| at);
    parts.extend(deeper);
    let outside = |at: &str| {
        envelope
            .error
            .as_ref()
            .is_none_or(|error| !at.starts_with(error.as_str()))
    };
    let parts: Vec<_> = parts.into_iter().filter(|(at, _)| outside(at)).collect();
    envelope.call_id = best(&parts, CALL_ID, is_text).map(|(_, at)| at);
}
