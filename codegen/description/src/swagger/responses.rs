//! Responses and their headers, with the media types that an operation produces.

use std::rc::Rc;

use serde_json::{Map, Value};

use super::Converter;
use super::parts::{Carrier, MAX_CHAIN, MediaTypes, named, refer, refers_to, same};
use crate::grammar::Object;
use crate::origins::Place;
use crate::pointer;

const JSON: &str = "application/json";
const BYTES: &str = "application/octet-stream";

impl Converter<'_> {
    /// Converts the section `responses`.
    pub(super) fn shared_responses(&mut self, section: Option<Value>) {
        let types = Rc::clone(&self.produces);
        let responses = self.section(section, "responses", "responses", |own, response, place| {
            *response = own.response(response.take(), place, &types);
        });
        self.responses = Rc::new(responses);
    }

    /// The responses of an operation, which stand at `place`; `own` are the media types that the operation lists.
    pub(super) fn all_responses(
        &mut self,
        responses: Value,
        place: &Place,
        own: Option<&MediaTypes>,
    ) -> Value {
        let Value::Object(mut members) = responses else {
            return responses;
        };
        let types = Rc::clone(own.unwrap_or(&self.produces));
        let other = !same(&types, &self.produces);
        for (status, response) in &mut members {
            if status.starts_with("x-") {
                continue;
            }
            let place = place.member(status);
            let name = refers_to(response, "responses");
            let view = name
                .filter(|_| other)
                .and_then(|name| self.response_in(&name, &place, &types));
            *response = match view {
                Some(view) => view,
                None => self.response(response.take(), &place, &types),
            };
        }
        Value::Object(members)
    }

    fn response(&mut self, response: Value, place: &Place, types: &MediaTypes) -> Value {
        let Value::Object(mut members) = response else {
            return response;
        };
        if let Some(Value::String(text)) = members.get_mut("$ref") {
            self.reference_to("responses", text, &place.member("$ref"));
            return Value::Object(members);
        }
        self.keys(Object::Response, &mut members, place);
        let mut examples = match members.shift_remove("examples") {
            Some(Value::Object(examples)) => examples,
            _ => Map::new(),
        };
        let mut converted = Map::new();
        for (key, member) in members {
            match key.as_str() {
                "schema" => {
                    let contents = self.response_body(member, place, types, &mut examples);
                    converted.insert("content".to_owned(), Value::Object(contents));
                }
                "headers" => {
                    let headers = self.headers(member, &place.member("headers"));
                    converted.insert(key, headers);
                }
                _ => {
                    converted.insert(key, member);
                }
            }
        }
        Value::Object(converted)
    }

    fn response_body(
        &mut self,
        mut schema: Value,
        place: &Place,
        types: &MediaTypes,
        examples: &mut Map<String, Value>,
    ) -> Map<String, Value> {
        let mut instead = JSON;
        if let Value::Object(schema) = &mut schema
            && schema.get("type").is_some_and(|kind| kind == "file")
        {
            schema.insert("type".to_owned(), "string".into());
            schema.insert("format".to_owned(), "binary".into());
            instead = BYTES;
        }
        let old = pointer::join(&place.old, "schema");
        let types = Self::or(types, instead, &old);
        let mut contents = self.described(schema, &types, &Place::new(place.new.as_str(), old));
        for (media_type, content) in &mut contents {
            if let (Value::Object(content), Some(example)) =
                (content, examples.swap_remove(media_type))
            {
                content.insert("example".to_owned(), example);
            }
        }
        contents
    }

    /// The same as the shared response named `name`, in other media types; `None` when it has no body.
    fn response_in(&mut self, name: &str, place: &Place, types: &MediaTypes) -> Option<Value> {
        let responses = Rc::clone(&self.responses);
        let (name, shared) = followed(&responses, name.to_owned())?;
        let (first, _) = shared.get("content")?.as_object()?.iter().next()?;
        let at = pointer::join("/components/responses", &name);
        let content = pointer::join(&format!("{at}/content"), first);
        let schema = refer(&format!("{content}/schema"));
        let header = |name: &String| {
            let header = refer(&pointer::join(&format!("{at}/headers"), name));
            (name.clone(), header)
        };
        let headers = shared.get("headers").and_then(Value::as_object);
        let headers: Map<String, Value> = headers
            .into_iter()
            .flat_map(Map::keys)
            .map(header)
            .collect();
        let old = pointer::join("/responses", &name);
        let mut response = self.kept(shared, &old);
        if !headers.is_empty() && self.may_repeat(headers.len(), &old) {
            response.insert("headers".to_owned(), Value::Object(headers));
        }
        self.origins.made(&place.new, &old);
        let types = Self::or(types, JSON, &old);
        let place = Place::new(place.new.as_str(), format!("{old}/schema"));
        let contents = self.contents(&schema, None, &types, &place);
        response.insert("content".to_owned(), Value::Object(contents));
        Some(Value::Object(response))
    }

    fn headers(&mut self, headers: Value, place: &Place) -> Value {
        let Value::Object(mut headers) = headers else {
            return headers;
        };
        for (name, header) in &mut headers {
            let Value::Object(members) = header else {
                continue;
            };
            let place = place.member(name);
            if members.contains_key("$ref") {
                continue; // Swagger has no shared headers; reported where references are followed.
            }
            self.keys(Object::Header, members, &place);
            let at = Place::new(pointer::join(&place.new, "schema"), place.old);
            let (schema, _) = self.value(members, Carrier::Header, &at);
            members.insert("schema".to_owned(), schema);
        }
        Value::Object(headers)
    }
}

/// The response named `name` of `responses`, or the one that it leads to, and its name.
fn followed(
    responses: &Map<String, Value>,
    mut name: String,
) -> Option<(String, &Map<String, Value>)> {
    for _ in 0..MAX_CHAIN {
        let response = responses.get(&name)?.as_object()?;
        let Some(next) = response.get("$ref").and_then(Value::as_str) else {
            return Some((name, response));
        };
        let next = next.strip_prefix("#/components")?;
        name = named(&format!("#{next}"), "responses")?;
    }
    None
}
