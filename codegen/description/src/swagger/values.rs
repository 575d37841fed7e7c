//! The values of parameters, fields of forms and headers: what Swagger 2.0 says about them beside their names becomes a
//! schema, and the format of a collection becomes a style. Refuses formats that no style has; such arrays are text.

use serde_json::{Map, Value, json};

use super::Converter;
use super::parts::Carrier;
use crate::grammar::Object;
use crate::origins::Place;
use crate::pointer;

use Carrier::{Header, Multipart, Path, Query, Urlencoded};

/// How an array travels: a style of OpenAPI 3 and whether each item is written on its own.
pub(super) type Style = (&'static str, bool);

const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "array", "file"];

impl Converter<'_> {
    /// Takes what says which values there may be out of `members`, which stand at `place.old`, for a schema at
    /// `place.new`.
    pub(super) fn value(
        &mut self,
        members: &mut Map<String, Value>,
        carrier: Carrier,
        place: &Place,
    ) -> (Value, Option<Style>) {
        let (mut schema, rest): (Map<_, _>, Map<_, _>) = std::mem::take(members)
            .into_iter()
            .partition(|(key, _)| Object::is_value(key) || key == "x-nullable");
        *members = rest;
        self.origins.made(&place.new, &place.old);
        let format = schema.shift_remove("collectionFormat");
        self.kind(&schema, carrier, place);
        let array = schema
            .get("type")
            .map_or(schema.contains_key("items"), |kind| kind == "array");
        let mut style = None;
        if array {
            match self.collection(format.as_ref(), &schema, carrier, &place.old) {
                Some(found) => style = Some(found),
                None => return (json!({ "type": "string" }), None),
            }
        }
        if schema.get("type").is_some_and(|kind| kind == "file") {
            schema.insert("type".to_owned(), "string".into());
            schema.insert("format".to_owned(), "binary".into());
        }
        if let Some(items) = schema.get_mut("items") {
            self.items(items, &place.member("items"));
        }
        self.nullable(&mut schema, place);
        (Value::Object(schema), style)
    }

    /// Reports a type that Swagger does not have here; it is taken as OpenAPI 3.0 takes it.
    fn kind(&mut self, schema: &Map<String, Value>, carrier: Carrier, place: &Place) {
        let file = matches!(carrier, Urlencoded | Multipart);
        let hint = match file {
            true => "one of string, number, integer, boolean, array, file",
            false => "one of string, number, integer, boolean, array",
        };
        match schema.get("type") {
            Some(Value::String(kind))
                if TYPES.contains(&kind.as_str()) && (file || kind != "file") => {}
            Some(_) => {
                let message = "this is no type that Swagger 2.0 has here";
                self.error(
                    "structure",
                    &pointer::join(&place.old, "type"),
                    message,
                    hint,
                );
            }
            None => self.error("structure", &place.old, "`type` is missing", hint),
        }
    }

    /// How an array travels; `None` when OpenAPI 3.0 cannot say it.
    fn collection(
        &mut self,
        format: Option<&Value>,
        schema: &Map<String, Value>,
        carrier: Carrier,
        old: &str,
    ) -> Option<Style> {
        let at = pointer::join(old, "collectionFormat");
        let nested = schema.get("items").and_then(|items| items.get("type"));
        if nested.is_some_and(|kind| kind == "array") {
            let hint = "it is taken as text; put it into a body";
            let what = "an array of arrays outside of a body";
            self.unsupported(&pointer::join(old, "items"), what, hint);
            return None;
        }
        let (plain, hint) = match carrier {
            Query | Urlencoded => (
                ("form", false),
                "it is taken as text; one of csv, ssv, pipes, multi is not",
            ),
            Multipart => (("form", false), "it is taken as text; `multi` is not"),
            Path | Header => (("simple", false), "it is taken as text; `csv` is not"),
        };
        let format = match format {
            None => "csv",
            Some(Value::String(format)) => format.as_str(),
            Some(_) => "",
        };
        match (format, carrier) {
            ("csv", Query | Urlencoded | Path | Header) => Some(plain),
            ("ssv", Query | Urlencoded) => Some(("spaceDelimited", false)),
            ("pipes", Query | Urlencoded) => Some(("pipeDelimited", false)),
            ("multi", Query | Urlencoded | Multipart) => Some(("form", true)),
            ("csv" | "ssv" | "tsv" | "pipes", _) => {
                let what = format!("the format `{format}` for arrays here");
                self.unsupported(&at, what, hint);
                None
            }
            _ => {
                let message = match format {
                    "multi" => {
                        "`multi` is only for parameters in `query` and `formData`; it is taken as `csv`"
                    }
                    _ => "this is no format of collections; it is taken as `csv`",
                };
                self.error(
                    "structure",
                    &at,
                    message,
                    "one of csv, ssv, tsv, pipes, multi",
                );
                Some(plain)
            }
        }
    }

    /// Converts the items of an array, which stand at `place`.
    fn items(&mut self, items: &mut Value, place: &Place) {
        let Value::Object(members) = items else {
            return;
        };
        if members.contains_key("$ref") {
            // Swagger does not have references here; what they mean is clear.
            self.origins.moved(&place.new, &place.old);
            self.schema(items, &mut place.clone());
            return;
        }
        self.keys(Object::Items, members, place);
        members.shift_remove("collectionFormat");
        if let Some(inner) = members.get_mut("items") {
            self.items(inner, &place.member("items"));
        }
        self.nullable(members, place);
    }
}
