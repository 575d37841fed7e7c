//! Where the results stand in the schema of a 207, and the parts of one result. Refuses a 207 without an array of objects
//! that hold an integer status: then the operation is no batch operation.

use codegen::resolve::Resolved;
use serde_json::Value;

use super::super::shape::{fold, is_array, is_object, types};
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

/// Finds the roles in the schema of a 207 body; `item` are the names of the item's properties.
pub(super) fn envelope(resolved: &Resolved, schema: &Value, item: &[&str]) -> Option<Envelope> {
    let mut level = vec![(String::new(), fold(resolved, schema))];
    for _ in 0..=DEPTH {
        let mut found: Vec<(usize, Envelope)> = level
            .iter()
            .filter_map(|(at, schema)| results(resolved, schema, at, item))
            .collect();
        found.sort_by_key(|(rank, _)| *rank);
        if let Some((_, mut envelope)) = found.into_iter().next() {
            around(resolved, schema, &mut envelope);
            return Some(envelope);
        }
        level = level
            .iter()
            .flat_map(|(at, schema)| below(resolved, schema, at))
            .collect();
    }
    None
}

/// The members of an object, folded, with their pointers.
fn below(resolved: &Resolved, schema: &Value, at: &str) -> Vec<(String, Value)> {
    members(schema)
        .map(|(name, member)| (codegen::pointer::join(at, name), fold(resolved, member)))
        .collect()
}

fn members(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    schema["properties"].as_object().into_iter().flatten()
}

/// The roles in one result when `schema` is an array of results; a smaller number is a better guess.
fn results(
    resolved: &Resolved,
    schema: &Value,
    at: &str,
    item: &[&str],
) -> Option<(usize, Envelope)> {
    if !is_array(schema) {
        return None;
    }
    let result = fold(resolved, &schema["items"]);
    if !is_object(&result) {
        return None;
    }
    let own = below(resolved, &result, "");
    let deeper = || {
        own.iter()
            .filter(|(_, s)| is_object(s))
            .flat_map(|(at, s)| below(resolved, s, at))
    };
    let mut parts = own.clone();
    parts.extend(deeper());
    let integer = |schema: &Value| types(schema).any(|t| t == "integer" || t == "number");
    let (rank, status) = best(&parts, STATUS, integer)?;
    let mut envelope = Envelope {
        results: at.to_owned(),
        status: status.clone(),
        ..Envelope::default()
    };
    let rest: Vec<_> = parts
        .iter()
        .filter(|(at, _)| *at != status)
        .cloned()
        .collect();
    identity(resolved, &rest, item, &mut envelope);
    let taken = envelope.id.clone();
    let text = |schema: &Value| types(schema).any(|t| t == "string");
    let free: Vec<_> = rest
        .iter()
        .filter(|(at, _)| {
            taken
                .as_ref()
                .is_none_or(|id| at != id && (id.is_empty() || !at.starts_with(&format!("{id}/"))))
        })
        .filter(|(at, _)| {
            taken.as_deref() != Some("") || !item.iter().any(|name| normal(name) == last(at))
        })
        .cloned()
        .collect();
    envelope.message = best(&free, MESSAGE, text).map(|(_, at)| at);
    Some((rank, envelope))
}

/// The part whose name stands first in `names` and whose schema `fits`.
fn best(
    parts: &[(String, Value)],
    names: &[&str],
    fits: impl Fn(&Value) -> bool,
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
fn identity(
    resolved: &Resolved,
    parts: &[(String, Value)],
    item: &[&str],
    envelope: &mut Envelope,
) {
    let named = best(parts, ID, |_| true).map(|(_, at)| at);
    let list = || {
        let pair = |schema: &Value| is_array(schema) && pair(resolved, schema).is_some();
        parts
            .iter()
            .find(|(_, schema)| pair(schema))
            .map(|(at, _)| at.clone())
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
    envelope.id_text = schema["description"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    if is_array(schema) {
        if let Some((name, value)) = pair(resolved, schema) {
            let part = fold(resolved, &schema["items"]);
            let names = fold(resolved, &part["properties"][&name]);
            let listed = names["enum"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str);
            envelope.id_names = listed.map(str::to_owned).collect();
            for text in [&part["description"], &names["description"]] {
                envelope.id_text.push_str(". ");
                envelope.id_text.push_str(text.as_str().unwrap_or_default());
            }
            (envelope.id_name, envelope.id_value) = (Some(name), Some(value));
        }
    } else if is_object(schema) {
        envelope.id_names = members(schema).map(|(name, _)| name.clone()).collect();
    }
    envelope.id = Some(at);
}

/// Which members of an id part hold the name and the value.
fn pair(resolved: &Resolved, schema: &Value) -> Option<(String, String)> {
    let part = fold(resolved, &schema["items"]);
    let find = |words: &[&str]| {
        (words.iter()).find_map(|word| {
            members(&part)
                .find(|(name, _)| normal(name) == *word)
                .map(|(name, _)| name.clone())
        })
    };
    let (name, value) = (find(PART_NAME)?, find(PART_VALUE)?);
    Some((name, value))
}

/// What stands in the body beside the results: the problem and the id of the call.
fn around(resolved: &Resolved, schema: &Value, envelope: &mut Envelope) {
    let root = fold(resolved, schema);
    let mut parts: Vec<_> = below(resolved, &root, "");
    parts.retain(|(at, _)| *at != envelope.results);
    let deeper: Vec<_> = (parts.iter())
        .flat_map(|(at, schema)| below(resolved, schema, at))
        .collect();
    envelope.error = best(&parts, ERROR, is_object).map(|(_, at)| at);
    parts.extend(deeper);
    let text = |schema: &Value| types(schema).any(|t| t == "string");
    let outside = |at: &str| {
        envelope
            .error
            .as_ref()
            .is_none_or(|error| !at.starts_with(error.as_str()))
    };
    let parts: Vec<_> = parts.into_iter().filter(|(at, _)| outside(at)).collect();
    envelope.call_id = best(&parts, CALL_ID, text).map(|(_, at)| at);
}
