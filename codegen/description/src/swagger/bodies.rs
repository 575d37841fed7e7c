//! Bodies of requests: a parameter in `body`, or those in `formData`, with the media types that an operation consumes.

use std::rc::Rc;

use serde_json::{Map, Value, json};

use super::Converter;
use super::parts::{Carrier, MediaType, MediaTypes, Part, refer, same};
use crate::grammar::Object;
use crate::origins::Place;
use crate::pointer;

/// How many media types a body may have.
const MAX_TYPES: usize = 100;
const JSON: &str = "application/json";
const URLENCODED: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

impl Converter<'_> {
    /// The media types of `consumes` or `produces`, which stands at `old`; `None` when there are none.
    pub(super) fn media_types(&mut self, value: Option<Value>, old: &str) -> Option<MediaTypes> {
        let hint = "write a list of media types such as `application/json`";
        let items = match value? {
            Value::Array(items) => items,
            Value::String(one) => {
                let message = "this is no list; it is taken as a list of one media type";
                self.warn("structure", old, message, hint);
                vec![Value::String(one)]
            }
            _ => {
                self.error(
                    "structure",
                    old,
                    "this is no list of media types and is ignored",
                    hint,
                );
                return None;
            }
        };
        let mut types: Vec<MediaType> = Vec::new();
        for (index, item) in items.into_iter().enumerate() {
            let at = format!("{old}/{index}");
            match item {
                Value::String(name) if types.iter().any(|one| one.name == name) => {}
                Value::String(_) if types.len() >= MAX_TYPES => {
                    let message = format!("more than {MAX_TYPES} media types");
                    self.unsupported(&at, message, "list fewer; the others are ignored");
                    break;
                }
                Value::String(name) => types.push(MediaType { name, at }),
                _ => self.error(
                    "structure",
                    &at,
                    "this is no media type and is ignored",
                    hint,
                ),
            }
        }
        Some(types.into())
    }

    /// `types`, or the one named `instead` when there is none.
    pub(super) fn or(types: &MediaTypes, instead: &str, old: &str) -> MediaTypes {
        if !types.is_empty() {
            return Rc::clone(types);
        }
        Rc::new([MediaType {
            name: instead.to_owned(),
            at: old.to_owned(),
        }])
    }

    /// The contents of a body that is `schema`, which stands at `place.old`, in each of `types`. `place.new` is the body;
    /// the schema stands with the first media type, and the others refer to it.
    pub(super) fn described(
        &mut self,
        mut schema: Value,
        types: &MediaTypes,
        place: &Place,
    ) -> Map<String, Value> {
        let Some(first) = types.first() else {
            return Map::new();
        };
        let content = pointer::join(&format!("{}/content", place.new), &first.name);
        let mut at = Place::new(format!("{content}/schema"), place.old.as_str());
        self.schema(&mut schema, &mut at);
        let short = schema.get("$ref").and_then(Value::as_str);
        let others = match short.is_some_and(|text| text.starts_with("#/components/")) {
            true => schema.clone(),
            false => refer(&at.new),
        };
        let contents = self.contents(&others, Some(schema), types, place);
        self.origins.moved(&at.new, &at.old);
        contents
    }

    /// Contents with `schema` in each of `types`, or with `first` in the first of them.
    pub(super) fn contents(
        &mut self,
        schema: &Value,
        mut first: Option<Value>,
        types: &MediaTypes,
        place: &Place,
    ) -> Map<String, Value> {
        let types = match self.may_repeat(types.len(), &place.old) {
            true => types,
            false => &types[..types.len().min(1)],
        };
        let contents = types.iter().map(|one| {
            let at = pointer::join(&format!("{}/content", place.new), &one.name);
            self.origins.made(&at, &one.at);
            self.origins.made(&format!("{at}/schema"), &place.old);
            let schema = first.take().unwrap_or_else(|| schema.clone());
            (one.name.clone(), json!({ "schema": schema }))
        });
        contents.collect()
    }

    /// The body for the parameter `members`, which stands at `place`.
    pub(super) fn body(
        &mut self,
        mut members: Map<String, Value>,
        types: &MediaTypes,
        place: &Place,
    ) -> Value {
        self.origins.moved(&place.new, &place.old);
        self.keys(Object::Parameter, &mut members, place);
        let types = Self::or(types, JSON, &place.old);
        let contents = match members.shift_remove("schema") {
            Some(schema) => {
                let at = Place::new(place.new.as_str(), pointer::join(&place.old, "schema"));
                self.described(schema, &types, &at)
            }
            None => {
                let hint = "write `schema: { $ref: '#/definitions/Name' }`";
                self.error(
                    "structure",
                    &place.old,
                    "a parameter in `body` needs a `schema`",
                    hint,
                );
                self.contents(&json!({}), None, &types, place)
            }
        };
        for key in members.keys().filter(|key| Object::is_value(key)) {
            let message = format!("`{key}` is no key of a parameter in `body` and is ignored");
            let hint = "write it into `schema`";
            self.warn(
                "unknown-key",
                &pointer::join(&place.old, key),
                message,
                hint,
            );
        }
        members.retain(|key, _| {
            matches!(key.as_str(), "description" | "required") || key.starts_with("x-")
        });
        members.insert("content".to_owned(), Value::Object(contents));
        Value::Object(members)
    }

    /// The body of an operation that refers at `old` to the shared one named `name`.
    pub(super) fn shared_body(
        &mut self,
        name: &str,
        types: &MediaTypes,
        old: &str,
        at: &str,
    ) -> Value {
        let shared = pointer::join("/components/requestBodies", name);
        if same(types, &self.consumes) {
            self.origins.made(at, old);
            return refer(&shared);
        }
        let bodies = Rc::clone(&self.bodies);
        let Some(Value::Object(body)) = bodies.get(name) else {
            return refer(&shared);
        };
        let first = Self::or(&self.consumes, JSON, "");
        let content = pointer::join(&format!("{shared}/content"), &first[0].name);
        let schema = refer(&format!("{content}/schema"));
        let types = Self::or(types, JSON, old);
        let contents = self.contents(&schema, None, &types, &Place::new(at, old));
        self.origins.made(at, old);
        let mut body = self.kept(body, old);
        body.insert("content".to_owned(), Value::Object(contents));
        Value::Object(body)
    }

    /// The body at `place.new` for the fields of a form, which are listed at `place.old`; `own` says whether the
    /// operation lists `types` itself.
    pub(super) fn form(
        &mut self,
        fields: &[Part],
        types: &MediaTypes,
        own: bool,
        place: &Place,
    ) -> Value {
        let Place { new: at, old } = place;
        self.origins.made(at, old);
        let forms: Vec<MediaType> = types
            .iter()
            .filter(|one| [URLENCODED, MULTIPART].contains(&essence(&one.name).as_str()))
            .cloned()
            .collect();
        if let (true, true, Some(first)) = (own, forms.is_empty(), types.first()) {
            let message = format!("a form is never `{}`", first.name.escape_debug());
            let hint = "list `multipart/form-data` or `application/x-www-form-urlencoded`";
            self.error("bad-media-type", &first.at, message, hint);
        }
        let file = fields
            .iter()
            .any(|field| field.members.get("type").is_some_and(|kind| kind == "file"));
        let instead = if file { MULTIPART } else { URLENCODED };
        let forms = Self::or(&Rc::from(forms), instead, old);
        let mut contents = Map::new();
        for one in forms.iter() {
            let here = pointer::join(&format!("{at}/content"), &one.name);
            self.origins.made(&here, &one.at);
            let carrier = match essence(&one.name) == MULTIPART {
                true => Carrier::Multipart,
                false => Carrier::Urlencoded,
            };
            let content = self.fields(fields, carrier, &Place::new(here, old.as_str()));
            contents.insert(one.name.clone(), content);
        }
        let required = fields
            .iter()
            .any(|field| field.members.get("required") == Some(&Value::Bool(true)));
        let mut body = Map::new();
        body.insert("content".to_owned(), Value::Object(contents));
        if required {
            body.insert("required".to_owned(), true.into());
        }
        Value::Object(body)
    }

    /// The content at `place.new` for the fields of a form.
    fn fields(&mut self, fields: &[Part], carrier: Carrier, place: &Place) -> Value {
        let Place { new: at, old } = place;
        let schema_at = format!("{at}/schema");
        self.origins.made(&schema_at, old);
        let (mut properties, mut required, mut encoding) = (Map::new(), Vec::new(), Map::new());
        for field in fields {
            let Some(Value::String(name)) = field.members.get("name") else {
                continue; // Reported where the fields are gathered.
            };
            let Some(mut members) = self.copy(&field.members, &field.old) else {
                continue;
            };
            let place = Place::new(
                pointer::join(&format!("{schema_at}/properties"), name),
                field.old.as_str(),
            );
            self.keys(Object::Parameter, &mut members, &place);
            match members.get("required") {
                Some(Value::Bool(true)) => {
                    let item = format!("{schema_at}/required/{}", required.len());
                    self.origins
                        .made(&item, &pointer::join(&field.old, "required"));
                    required.push(Value::String(name.clone()));
                }
                Some(Value::Bool(false)) | None => {}
                Some(_) => {
                    let at = pointer::join(&field.old, "required");
                    self.error(
                        "structure",
                        &at,
                        "`required` is true or false",
                        "write `required: true`",
                    );
                }
            }
            let (mut schema, style) = self.value(&mut members, carrier, &place);
            let beside = members
                .into_iter()
                .filter(|(key, _)| key == "description" || key.starts_with("x-"));
            if let Value::Object(schema) = &mut schema {
                schema.extend(beside);
            }
            if let (Carrier::Urlencoded, Some((style, false))) = (carrier, style) {
                let at = pointer::join(&format!("{at}/encoding"), name);
                self.origins.made(&at, &field.old);
                self.origins.made(
                    &format!("{at}/style"),
                    &pointer::join(&field.old, "collectionFormat"),
                );
                encoding.insert(name.clone(), json!({ "style": style, "explode": false }));
            }
            properties.insert(name.clone(), schema);
        }
        let mut schema = Map::new();
        schema.insert("type".to_owned(), "object".into());
        schema.insert("properties".to_owned(), Value::Object(properties));
        if !required.is_empty() {
            schema.insert("required".to_owned(), Value::Array(required));
        }
        let mut content = Map::new();
        content.insert("schema".to_owned(), Value::Object(schema));
        if !encoding.is_empty() {
            self.origins.made(&format!("{at}/encoding"), old);
            content.insert("encoding".to_owned(), Value::Object(encoding));
        }
        Value::Object(content)
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
