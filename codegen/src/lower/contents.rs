//! The forms of a body: media types to JSON, text, bytes and forms. What is neither is handed over as it is, and
//! its schema is reported as not enforced.

use description::SchemaId;
use description::model::{Encoding, MediaType, Style};
use description::schema::Type as Written;

use super::Lowering;
use crate::ir::{Content, Form, Schema, Type};
use crate::pointer;

/// Media types of one value after another: JSON beside them tells something else, usually the last value.
const STREAMS: [&str; 6] = [
    "text/event-stream",
    "application/x-ndjson",
    "application/ndjson",
    "application/x-jsonl",
    "application/jsonl",
    "application/json-seq",
];

impl Lowering<'_> {
    /// The forms of a body; one for each way to write it and type.
    pub(super) fn contents(
        &mut self,
        content: &[MediaType],
        name: &str,
        request: bool,
    ) -> Vec<Content> {
        let mut contents: Vec<Content> = Vec::new();
        let labels: Vec<String> = content.iter().map(|one| essence(&one.name)).collect();
        let json = labels.iter().any(|label| is_json(label));
        for (described, label) in content.iter().zip(&labels) {
            let (media_type, here) = (&described.name, &described.at);
            if !label.contains('/') || !label.bytes().all(is_media_byte) {
                let message = format!("`{}` is no media type", media_type.escape_debug());
                self.error(
                    "bad-media-type",
                    here,
                    message,
                    "write `application/json`, for example",
                );
                continue;
            }
            self.encoding(described);
            if described.item_schema.is_some() {
                let at = pointer::join(here, "itemSchema");
                let what = "`itemSchema`, which is not enforced";
                self.unsupported(&at, what, "describe the whole body with `schema`");
            }
            let Some((form, checked)) = self.form(label, described.schema, request, json) else {
                if !contents.is_empty() || json {
                    self.drop_media_type(here, media_type);
                }
                continue;
            };
            let schema = match (form, described.schema) {
                (Form::Text, _) => bare(Type::Text),
                (Form::Bytes, _) => bare(Type::Bytes),
                (_, Some(schema)) => {
                    let suffix = if contents.is_empty() {
                        ""
                    } else {
                        label.as_str()
                    };
                    self.schema(schema, format!("{name} {suffix}").trim())
                }
                _ => Self::any(),
            };
            if !checked {
                let what = format!("the media type `{media_type}`, which is handed over as it is");
                self.unsupported(
                    here,
                    what,
                    "its schema is not enforced; describe `application/json` instead",
                );
            }
            let label = if label.contains('*') {
                concrete(form).to_owned()
            } else {
                label.clone()
            };
            let same = |other: &&mut Content| other.form == form && other.schema == schema;
            match contents.iter_mut().find(same) {
                Some(known) if known.types.contains(&label) => {}
                Some(known) => known.types.push(label),
                None => contents.push(Content {
                    types: vec![label],
                    form,
                    schema,
                }),
            }
        }
        contents
    }

    /// Reports an `encoding` that asks for something else than what forms are written as anyway: objects as pairs of
    /// their members, anything else as one pair for each value.
    fn encoding(&mut self, media_type: &MediaType) {
        let usual = |one: &Encoding| {
            let style = matches!(one.style, None | Some(Style::DeepObject | Style::Form));
            let plain = one.content_type.is_none() && one.headers.is_empty() && !one.allow_reserved;
            style && one.explode != Some(false) && plain
        };
        if !media_type.encoding.values().all(usual) {
            let at = pointer::join(&media_type.at, "encoding");
            let what = "`encoding`, which is not read";
            self.unsupported(&at, what, "the defaults of OpenAPI are used");
        }
    }

    fn drop_media_type(&mut self, at: &str, media_type: &str) {
        let dropped = self.dropped.entry(media_type.to_owned());
        dropped.or_default().insert(at.to_owned());
    }

    /// Reports what was dropped, once for each media type: where one is beside JSON, it often is everywhere.
    pub(super) fn tell_of_dropped(&mut self) {
        for (media_type, places) in std::mem::take(&mut self.dropped) {
            let more = match places.len() {
                0 | 1 => String::new(),
                2 => ", here and at one more place".to_owned(),
                count => format!(", here and at {} more places", count - 1),
            };
            let what = format!("the media type `{media_type}` beside JSON; it is left out{more}");
            for at in places.into_iter().take(1) {
                self.unsupported(&at, &what, "remove it, or describe JSON only");
            }
        }
    }

    /// How a media type is written, and whether its schema is enforced; `None` to leave it out.
    fn form(
        &mut self,
        label: &str,
        schema: Option<SchemaId>,
        request: bool,
        json: bool,
    ) -> Option<(Form, bool)> {
        if is_json(label) {
            return Some((Form::Json, true));
        }
        let texty = schema.is_none_or(|id| self.is_texty(id));
        match label {
            "application/x-www-form-urlencoded" if request => {
                return Some((Form::Urlencoded, true));
            }
            "multipart/form-data" if request => return Some((Form::Multipart, true)),
            "*/*" | "application/*" if !texty => return Some((Form::Json, true)),
            // Some APIs label JSON as plain text; a schema that no plain text could satisfy gives it away.
            "text/plain" if !texty => return Some((Form::Json, true)),
            _ => {}
        }
        let text = label.starts_with("text/") || label.ends_with("xml") || label.ends_with("yaml");
        let text = text || STREAMS.contains(&label) || label == "application/graphql";
        match (text, texty) {
            (true, true) => Some((Form::Text, true)),
            (_, true) => Some((Form::Bytes, true)),
            // XML and the like of something that JSON tells as well.
            _ if json && !STREAMS.contains(&label) => None,
            (true, false) => Some((Form::Text, false)),
            (false, false) => Some((Form::Bytes, false)),
        }
    }

    /// Whether values of the schema `id` may be plain texts.
    fn is_texty(&self, id: SchemaId) -> bool {
        let Some(found) = self.find(id) else {
            return true;
        };
        let schema = found.schema;
        match schema.types.single() {
            Some(kind) => matches!(kind, Written::String | Written::File),
            None if schema.types.is_only_null() => false,
            None => schema.choice().is_none() && schema.object.properties.is_none(),
        }
    }
}

fn bare(ty: Type) -> Schema {
    Schema {
        ty,
        nullable: false,
        checks: Vec::new(),
    }
}

fn essence(media_type: &str) -> String {
    media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_lowercase()
}

fn is_media_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$&-^_.+/*".contains(&byte)
}

fn concrete(form: Form) -> &'static str {
    match form {
        Form::Text => "text/plain",
        Form::Bytes => "application/octet-stream",
        _ => "application/json",
    }
}

fn is_json(media_type: &str) -> bool {
    matches!(
        media_type,
        "application/json" | "text/json" | "application/jsonapi"
    ) || media_type.ends_with("+json")
}
