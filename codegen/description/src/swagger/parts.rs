//! What the steps of a conversion hand to one another.

use std::rc::Rc;

use serde_json::{Map, Value, json};

use crate::pointer;

/// A media type, and where the text lists it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MediaType {
    pub(super) name: String,
    pub(super) at: String,
}

/// The media types of a body.
pub(super) type MediaTypes = Rc<[MediaType]>;

/// A reference to what stands at `at` in the new document.
pub(super) fn refer(at: &str) -> Value {
    json!({ "$ref": format!("#{}", at.replace('%', "%25")) })
}

/// Whether both list the same.
pub(super) fn same(one: &MediaTypes, other: &MediaTypes) -> bool {
    one.iter()
        .map(|one| &one.name)
        .eq(other.iter().map(|one| &one.name))
}

/// How many references may lead to one another.
pub(super) const MAX_CHAIN: usize = 64;

/// A parameter that is a part of a body, as the text has it.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) members: Rc<Map<String, Value>>,
    /// Where it stands in the text.
    pub(super) old: String,
    /// Its name, when it is a shared body.
    pub(super) shared: Option<String>,
}

/// What the parameters of an operation or a path say about a body.
#[derive(Clone, Debug, Default)]
pub(super) struct Payload {
    pub(super) body: Option<Part>,
    pub(super) fields: Vec<Part>,
}

/// A shared parameter.
#[derive(Clone, Debug)]
pub(super) enum Shared {
    /// In the path, the query or a header.
    Plain,
    /// The body.
    Body,
    /// A field of a form.
    Field(Rc<Map<String, Value>>),
    /// A reference to another one.
    Alias(String),
}

/// The name of what `value` refers to in the section `section`, when it does.
pub(super) fn refers_to(value: &Value, section: &str) -> Option<String> {
    named(value.get("$ref")?.as_str()?, section)
}

/// The name of what the reference `text` leads to in the section `section`, when it does.
pub(super) fn named(text: &str, section: &str) -> Option<String> {
    let target = pointer::from_fragment(text.strip_prefix('#')?)?;
    match pointer::tokens(&target).as_slice() {
        [first, name] if first == section => Some(name.clone()),
        _ => None,
    }
}

/// Where the service is.
#[derive(Default)]
pub(super) struct Servers {
    pub(super) host: Option<String>,
    pub(super) base_path: String,
    pub(super) schemes: Vec<String>,
    /// What the text says first about it.
    pub(super) at: &'static str,
}

/// What carries a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carrier {
    Query,
    Path,
    Header,
    Urlencoded,
    Multipart,
}
