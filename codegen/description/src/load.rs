//! Text (YAML 1.2 or JSON) to a document in which every value knows its line. Refuses what is not a mapping,
//! duplicate keys, several documents in one file, alias bombs, and versions other than Swagger 2.0, OpenAPI 3.0, 3.1 and
//! 3.2.

mod json;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use serde_saphyr::Spanned;

use crate::diagnostic::{Diagnostic, Diagnostics, Source, Span};
use crate::model::Dialect;
use crate::origins::Origins;
use crate::pointer;

/// The largest text that is read at all.
const MAX_BYTES: usize = 64 * 1024 * 1024;
/// How deep values may nest; generous for descriptions.
const MAX_DEPTH: usize = 100;
/// The parser recurses and is hungry without optimisation: a stack of its own makes the depth independent of the
/// caller's thread.
const STACK_BYTES: usize = 64 * 1024 * 1024;
/// How many values aliases may add.
const MAX_REPLAYED: usize = 100_000;

/// A description or an overlay, with the place of every value.
#[derive(Clone, Debug)]
pub struct Document {
    /// The name given to `load`.
    pub name: String,
    /// The text and its name.
    pub source: Arc<Source>,
    /// What the text says; the order of keys is kept.
    pub value: Value,
    /// Where each value stands, by JSON pointer.
    pub spans: HashMap<String, Span>,
    /// Where the key of each member stands, by the member's JSON pointer.
    pub keys: HashMap<String, Span>,
    /// Findings that do not stop the run.
    pub warnings: Diagnostics,
    /// Where the parts of `value` stand in the text, when it was converted.
    pub(crate) origins: Origins,
    /// Whether what other files hold was copied into it, as far as there is any.
    pub(crate) joined: bool,
    /// Where the values of a JSON text stand, as long as `spans` and `keys` do not hold it.
    index: Option<json::Index>,
}

impl Document {
    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.source.text
    }

    /// The best place to point at for `pointer`: the scalar itself, the key of a mapping or sequence, or the
    /// nearest surrounding value that has a place.
    #[must_use]
    pub fn span(&self, pointer: &str) -> Option<Span> {
        Some(self.place(pointer)?.1)
    }

    /// The pointer that people know for `pointer`, and the best place to point at.
    fn place(&self, pointer: &str) -> Option<(String, Span)> {
        let original = self.origins.origin(pointer);
        let mut pointer = &*original;
        loop {
            let found = self.indexed(pointer).or_else(|| self.written(pointer));
            if let Some(found) = found {
                return Some((pointer.to_owned(), found));
            }
            pointer = pointer::parent(pointer)?;
        }
    }

    /// The place that is known for exactly `pointer`, which is one of the text.
    fn written(&self, pointer: &str) -> Option<Span> {
        let (value, key) = (self.spans.get(pointer), self.keys.get(pointer));
        // Mappings and sequences have no length.
        let scalar = value.filter(|value| value.length > 0);
        scalar.or(key).or(value).cloned()
    }

    fn indexed(&self, pointer: &str) -> Option<Span> {
        let index = self.index.as_ref()?;
        let place = index.find(&self.source.text, &pointer::tokens(pointer))?;
        let key = place.key.filter(|_| place.container);
        let range = key.unwrap_or((
            place.value.0,
            if place.container {
                place.value.0
            } else {
                place.value.1
            },
        ));
        let (line, column) = index.line_and_column(&self.source.text, range.0);
        Some(Span {
            source: Arc::clone(&self.source),
            line,
            column,
            offset: range.0,
            length: range.1 - range.0,
        })
    }

    /// Moves the places of a JSON text to `spans` and `keys`, where they can be changed.
    pub(crate) fn spread(&mut self) {
        if self.index.take().is_some()
            && let Ok(root) = parse(&Arc::clone(&self.source))
        {
            place(root, String::new(), self);
        }
    }

    /// The kind of description that it is; `None` when it is none, or of a version that is not known here.
    #[must_use]
    pub fn dialect(&self) -> Option<Dialect> {
        let version = self.value.get("openapi")?.as_str()?;
        let dialects = [
            ("3.0.", Dialect::V30),
            ("3.1.", Dialect::V31),
            ("3.2.", Dialect::V32),
        ];
        let known = dialects
            .into_iter()
            .find(|(prefix, _)| version.starts_with(prefix));
        known.map(|(_, dialect)| dialect)
    }

    /// Whether the text is of another version than `value`.
    pub(crate) fn is_converted(&self) -> bool {
        !self.origins.is_empty()
    }

    /// The reference that the text has where the document has `reference`.
    pub(crate) fn reference<'r>(&self, reference: &'r str) -> Cow<'r, str> {
        match reference.strip_prefix('#') {
            Some(target) if self.is_converted() => {
                format!("#{}", self.origins.origin(target)).into()
            }
            _ => reference.into(),
        }
    }

    /// An error about the value at `pointer`.
    pub fn error(
        &self,
        code: &'static str,
        pointer: &str,
        message: impl Into<String>,
    ) -> Diagnostic {
        let (known, span) = self.place(pointer).unzip();
        let known = known.filter(|_| self.is_converted());
        Diagnostic::error(code, &self.name, message)
            .at(span)
            .pointer(known.unwrap_or_else(|| pointer.to_owned()))
    }
}

/// Reads a description or an overlay. `name` is only shown to people.
///
/// # Errors
/// A diagnostic for each thing that is wrong with the text itself or with its version.
pub fn load(name: &str, text: &str) -> Result<Document, Diagnostics> {
    let quick = |value: &Value| {
        ["openapi", "swagger"]
            .iter()
            .any(|key| value.get(*key).is_some())
    };
    let document = read(name, text, quick)?;
    check_version(&document)?;
    Ok(document)
}

/// Reads a file that a description refers to: any YAML or JSON.
///
/// # Errors
/// A diagnostic for each thing that is wrong with the text itself.
pub(crate) fn part(name: &str, text: &str) -> Result<Document, Diagnostics> {
    let mut document = read(name, text, |_| true)?;
    document.spread();
    Ok(document)
}

fn read(name: &str, text: &str, quick: impl Fn(&Value) -> bool) -> Result<Document, Diagnostics> {
    let source = Arc::new(Source {
        name: name.to_owned(),
        text: text.strip_prefix('\u{feff}').unwrap_or(text).to_owned(),
    });
    if text.len() > MAX_BYTES {
        let message = format!(
            "the text has {} bytes, more than the {MAX_BYTES} that are read",
            text.len()
        );
        return Err(Diagnostic::error("too-large", name, message).into());
    }
    let value = source
        .text
        .trim_start()
        .starts_with('{')
        .then(|| json::parse(&source.text))
        .flatten();
    let value = value.filter(quick);
    let mut document = Document {
        name: name.to_owned(),
        source: Arc::clone(&source),
        value: Value::Null,
        spans: HashMap::new(),
        keys: HashMap::new(),
        warnings: Diagnostics::default(),
        origins: Origins::default(),
        joined: false,
        index: None,
    };
    document.value = match value {
        Some(value) => {
            document.index = Some(json::Index::of(&source.text));
            value
        }
        None => place(parse(&source)?, String::new(), &mut document),
    };
    Ok(document)
}

fn parse(source: &Arc<Source>) -> Result<Spanned<Node>, Diagnostics> {
    let read = || {
        let options = serde_saphyr::options! {
            strict_booleans: true,
            with_snippet: false,
            budget: serde_saphyr::budget! {
                max_nodes: 5_000_000,
                max_events: 20_000_000,
                max_depth: MAX_DEPTH,
                max_total_scalar_bytes: MAX_BYTES,
            },
            alias_limits: serde_saphyr::alias_limits! {
                max_total_replayed_events: MAX_REPLAYED,
            },
        };
        serde_saphyr::from_str_with_options(&source.text, options)
            .map_err(|error| syntax_error(source, &error))
    };
    let outcome = std::thread::scope(|scope| {
        let parser = std::thread::Builder::new().stack_size(STACK_BYTES);
        parser.spawn_scoped(scope, read).ok()?.join().ok()
    });
    outcome.unwrap_or_else(|| {
        let message = "failed to read YAML or JSON: the parser gave up";
        Err(Diagnostic::error("syntax", &source.name, message).into())
    })
}

fn syntax_error(source: &Arc<Source>, error: &serde_saphyr::Error) -> Diagnostics {
    let span = error.location().and_then(|location| span(source, location));
    let rendered = error
        .without_snippet()
        .render_with_formatter(&serde_saphyr::UserMessageFormatter);
    let message = rendered.lines().next().unwrap_or("not readable").trim();
    // The place stands in the excerpt's header already.
    let message = message.split(" at line ").next().unwrap_or(message);
    let message = if message.contains("limits breached: Depth") {
        "values nest too deep"
    } else {
        message
    };
    Diagnostic::error(
        "syntax",
        &source.name,
        format!("failed to read YAML or JSON: {message}"),
    )
    .at(span)
    .into()
}

fn span(source: &Arc<Source>, location: serde_saphyr::Location) -> Option<Span> {
    let line = usize::try_from(location.line())
        .ok()
        .filter(|line| *line > 0)?;
    let column = usize::try_from(location.column()).ok()?;
    // The scanner's own errors know line and column only.
    let offset = match location.span().byte_offset() {
        Some(offset) => usize::try_from(offset).ok()?,
        None => offset_of(&source.text, line, column),
    };
    Some(Span {
        source: Arc::clone(source),
        line,
        column,
        offset,
        length: usize::try_from(location.span().byte_len().unwrap_or(0)).ok()?,
    })
}

/// The byte that a line and a column, both from 1, stand for; the end of the text when they are beyond it.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line - 1)
        .map(str::len)
        .sum();
    let characters = text[start..].char_indices().nth(column.saturating_sub(1));
    characters.map_or(text.len(), |(offset, _)| start + offset)
}

fn check_version(document: &Document) -> Result<(), Diagnostics> {
    let Some(root) = document.value.as_object() else {
        let diagnostic = document
            .error("not-a-mapping", "", "the document is not a mapping")
            .hint("an OpenAPI description begins with `openapi: 3.0.3`");
        return Err(diagnostic.into());
    };
    if let Some(version) = root.get("swagger") {
        // The number is a common slip.
        let known = version == "2.0" || version.as_f64() == Some(2.0);
        return if known {
            Ok(())
        } else {
            Err(unknown_version(document, "/swagger", "swagger: '2.0'"))
        };
    }
    if root.contains_key("overlay") {
        return Ok(());
    }
    let Some(version) = root.get("openapi") else {
        let diagnostic = document
            .error(
                "no-version",
                "",
                "the key `openapi` is missing, so this is no OpenAPI description",
            )
            .hint("write `openapi: 3.0.3` at the top");
        return Err(diagnostic.into());
    };
    match version.as_str() {
        Some(_) if document.dialect().is_some() => Ok(()),
        _ => Err(unknown_version(document, "/openapi", "openapi: 3.0.3")),
    }
}

fn unknown_version(document: &Document, at: &str, example: &str) -> Diagnostics {
    let message = "this is not a version of OpenAPI that is known here";
    let diagnostic = document.error("unknown-version", at, message);
    diagnostic
        .hint(format!("write the version as text, e.g. `{example}`"))
        .into()
}

/// A value in which each part knows its place.
enum Node {
    Leaf(Value),
    Sequence(Vec<Spanned<Node>>),
    Mapping(Vec<(Spanned<String>, Spanned<Node>)>),
}

fn place(node: Spanned<Node>, pointer: String, document: &mut Document) -> Value {
    let value = match node.value {
        Node::Leaf(value) => value,
        Node::Sequence(items) => Value::Array(
            items
                .into_iter()
                .enumerate()
                .map(|(index, item)| place(item, format!("{pointer}/{index}"), document))
                .collect(),
        ),
        Node::Mapping(members) => {
            let mut map = Map::with_capacity(members.len());
            for (key, member) in members {
                let at = pointer::join(&pointer, &key.value);
                if let Some(span) = span(&document.source, key.defined) {
                    document.keys.insert(at.clone(), span);
                }
                map.insert(key.value, place(member, at, document));
            }
            Value::Object(map)
        }
    };
    if let Some(mut span) = span(&document.source, node.defined) {
        if value.is_object() || value.is_array() {
            span.length = 0;
        }
        document.spans.insert(pointer, span);
    }
    value
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Leaf(Value::Bool(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Leaf(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Leaf(value.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Node, E> {
        Number::from_f64(value)
            .map(|number| Node::Leaf(Value::Number(number)))
            .ok_or_else(|| E::custom("a number that is not finite has no JSON form"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Leaf(value.into()))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Leaf(Value::Null))
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Leaf(Value::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Node::Sequence(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut members: Vec<(Spanned<String>, Spanned<Node>)> = Vec::new();
        while let Some(key) = access.next_key::<Spanned<String>>()? {
            members.push((key, access.next_value()?));
        }
        if members.len() > 1_000_000 {
            return Err(A::Error::custom(
                "a mapping with more than a million members",
            ));
        }
        Ok(Node::Mapping(members))
    }
}
