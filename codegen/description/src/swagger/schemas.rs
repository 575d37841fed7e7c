//! Schemas, and references. A schema stays what it is but for the keywords that OpenAPI 3.0 writes in another way;
//! examples, defaults, enumerations and extensions stay as they are.

use serde_json::{Map, Value, json};

use super::Converter;
use crate::grammar::Kind;
use crate::origins::Place;
use crate::pointer;

/// Keywords of OpenAPI 3.0 that Swagger 2.0 does not have and that change what is accepted.
const LATER: [&str; 5] = ["oneOf", "anyOf", "not", "nullable", "writeOnly"];

impl Converter<'_> {
    /// Converts the schema that stands at `place`, with all that is in it.
    pub(super) fn schema(&mut self, schema: &mut Value, place: &mut Place) {
        self.below(schema, Kind::Schema, place);
    }

    fn below(&mut self, value: &mut Value, kind: Kind, place: &mut Place) {
        match value {
            Value::Object(members) => {
                if kind == Kind::Schema {
                    self.keywords(members, place);
                }
                for (key, member) in members.iter_mut() {
                    let inner = kind.member(key).map_or(Kind::Data, |(inner, _)| inner);
                    let mark = place.enter(key);
                    match (kind, member) {
                        // The values are references, or names of schemas.
                        (Kind::Mapping, Value::String(text)) if text.contains('#') => {
                            self.reference(text, place);
                        }
                        (_, member) if inner != Kind::Data => self.below(member, inner, place),
                        _ => {}
                    }
                    place.leave(mark);
                }
                if kind == Kind::Schema {
                    self.nullable(members, place);
                }
            }
            Value::Array(items) => {
                let inner = kind.item();
                for (index, item) in items.iter_mut().enumerate() {
                    let mark = place.enter(&index.to_string());
                    self.below(item, inner, place);
                    place.leave(mark);
                }
            }
            _ => {}
        }
    }

    fn keywords(&mut self, schema: &mut Map<String, Value>, place: &mut Place) {
        for key in LATER.into_iter().filter(|key| schema.contains_key(*key)) {
            let message =
                format!("`{key}` is no keyword of Swagger 2.0; it is taken as in OpenAPI 3.0");
            let hint = "`openapi: 3.0.3` has it; extensions begin with `x-`";
            self.warn(
                "unknown-keyword",
                &pointer::join(&place.old, key),
                message,
                hint,
            );
        }
        if let Some(member) = schema
            .get_mut("discriminator")
            .filter(|member| member.is_string())
        {
            *member = json!({ "propertyName": member.take() });
            let at = place.member("discriminator");
            self.origins
                .made(&pointer::join(&at.new, "propertyName"), &at.old);
        }
        if let Some(Value::String(text)) = schema.get_mut("$ref") {
            let mark = place.enter("$ref");
            self.reference(text, place);
            place.leave(mark);
        }
    }

    /// `x-nullable`, which most tools know, is what OpenAPI 3.0 calls `nullable`.
    pub(super) fn nullable(&mut self, schema: &mut Map<String, Value>, place: &Place) {
        let Some(Value::Bool(nullable)) = schema.get("x-nullable") else {
            return;
        };
        let nullable = *nullable;
        schema.shift_remove("x-nullable");
        if !nullable {
            return;
        }
        if let Some(reference) = schema.shift_remove("$ref") {
            // Nothing beside a reference is looked at.
            let at = format!("{}/allOf/0", place.new);
            self.origins.moved(&at, &place.old);
            if let Some(last) = self.elsewhere.last_mut()
                && *last == pointer::join(&place.new, "$ref")
            {
                *last = format!("{at}/$ref");
            }
            schema.insert("allOf".to_owned(), json!([{ "$ref": reference }]));
        }
        schema.insert("nullable".to_owned(), true.into());
        self.origins.made(
            &pointer::join(&place.new, "nullable"),
            &pointer::join(&place.old, "x-nullable"),
        );
    }

    /// Rewrites the reference `text`, which stands at `place`.
    pub(super) fn reference(&mut self, text: &mut String, place: &Place) {
        if let Some(name) = text.strip_prefix("#/definitions/") {
            *text = format!("#/components/schemas/{name}");
        } else if text.starts_with("#/components/") {
            let message =
                format!("the reference `{text}` leads nowhere: Swagger 2.0 has no `components`");
            let hint = "write `#/definitions/Name`, `#/parameters/Name` or `#/responses/Name`";
            self.error("reference-to-nowhere", &place.old, message, hint);
        } else if text.starts_with("#/") {
            self.elsewhere.push(place.new.clone());
        }
    }

    /// Rewrites the references that lead to where only this description has something.
    pub(super) fn lead_elsewhere(&mut self, root: &mut Value) {
        let places = std::mem::take(&mut self.elsewhere);
        if places.is_empty() {
            return;
        }
        let inverse = self.origins.inverse();
        for at in places {
            let Some(Value::String(text)) = root.pointer_mut(&at) else {
                continue;
            };
            let old = text.strip_prefix('#').and_then(pointer::from_fragment);
            if let Some(old) = old {
                *text = format!("#{}", inverse.current(&old).replace('%', "%25"));
            }
        }
    }
}
