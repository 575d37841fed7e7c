//! Paths and operations: what a path says for all of its operations reaches each of them, and the media types of the
//! description reach the operations that list none.

use std::collections::HashSet;
use std::rc::Rc;

use serde_json::{Map, Value};

use super::Converter;
use super::parts::{MediaTypes, Part, Payload};
use crate::grammar::Object;
use crate::origins::Place;
use crate::pointer;

const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

impl Converter<'_> {
    /// The paths of the description.
    pub(super) fn paths(&mut self, paths: Value) -> Value {
        let Value::Object(mut items) = paths else {
            return paths;
        };
        let mut place = Place::new("/paths", "/paths");
        for (path, item) in &mut items {
            if let (Value::Object(members), false) = (item, path.starts_with("x-")) {
                let mark = place.enter(path);
                self.path_item(members, &place);
                place.leave(mark);
            }
        }
        Value::Object(items)
    }

    fn path_item(&mut self, members: &mut Map<String, Value>, place: &Place) {
        self.keys(Object::PathItem, members, place);
        if let Some(Value::String(text)) = members.get_mut("$ref") {
            self.reference(text, &place.member("$ref"));
        }
        let mut shared = Payload::default();
        if let Some(list) = members.get_mut("parameters") {
            let (plain, payload) = self.sort(list.take(), place);
            (*list, shared) = (plain, payload);
        }
        for method in METHODS {
            if let Some(Value::Object(operation)) = members.get_mut(method) {
                let old = std::mem::take(operation);
                *operation = self.operation(old, &place.member(method), &shared, &place.old);
            }
        }
    }

    fn operation(
        &mut self,
        mut members: Map<String, Value>,
        place: &Place,
        shared: &Payload,
        path_old: &str,
    ) -> Map<String, Value> {
        self.keys(Object::Operation, &mut members, place);
        let mut types = |key: &str, members: &mut Map<String, Value>| {
            let written = members.shift_remove(key);
            self.media_types(written, &pointer::join(&place.old, key))
        };
        let consumes = types("consumes", &mut members);
        let produces = types("produces", &mut members);
        let mut own = Payload::default();
        let mut listed = pointer::join(path_old, "parameters");
        if let Some(list) = members.get_mut("parameters") {
            let (plain, payload) = self.sort(list.take(), place);
            (*list, own) = (plain, payload);
            listed = pointer::join(&place.old, "parameters");
        }
        let payload = self.inherit(own, shared);
        let mut converted = Map::new();
        let at = Place::new(pointer::join(&place.new, "requestBody"), listed);
        let body = self.payload(payload, consumes, &at);
        for (key, member) in members {
            match key.as_str() {
                "responses" => {
                    let responses =
                        self.all_responses(member, &place.member(&key), produces.as_ref());
                    converted.insert(key, responses);
                }
                "schemes" => {
                    let servers = self.own_servers(member, place);
                    converted.extend(servers.map(|servers| ("servers".to_owned(), servers)));
                }
                _ => {
                    converted.insert(key, member);
                }
            }
        }
        converted.extend(body.map(|body| ("requestBody".to_owned(), body)));
        converted
    }

    /// The body at `place.new`, whose parameters are listed at `place.old`; `own` are the media types that the operation
    /// lists itself.
    fn payload(
        &mut self,
        payload: Payload,
        own: Option<MediaTypes>,
        place: &Place,
    ) -> Option<Value> {
        let listed = own.is_some();
        let types = own.unwrap_or_else(|| Rc::clone(&self.consumes));
        match payload.body {
            Some(Part {
                shared: Some(name),
                old,
                ..
            }) => Some(self.shared_body(&name, &types, &old, &place.new)),
            Some(Part { members, old, .. }) => {
                let members = match Rc::try_unwrap(members) {
                    Ok(members) => members,
                    Err(members) => self.copy(&members, &old)?,
                };
                Some(self.body(members, &types, &Place::new(place.new.as_str(), old)))
            }
            None if payload.fields.is_empty() => None,
            None => Some(self.form(&payload.fields, &types, listed, place)),
        }
    }

    /// What an operation says about its body, with what its path says for all operations.
    fn inherit(&mut self, mut own: Payload, shared: &Payload) -> Payload {
        if let Some(body) = &shared.body {
            match (&own.body, own.fields.first()) {
                (None, None) => return shared.clone(),
                (None, Some(_)) => self.clash(&body.old),
                _ => {}
            }
        }
        if own.body.is_some() {
            shared
                .fields
                .first()
                .into_iter()
                .for_each(|field| self.clash(&field.old));
            return own;
        }
        let name = |part: &Part| {
            part.members
                .get("name")
                .and_then(Value::as_str)
                .map(str::to_owned)
        };
        let mut names = HashSet::new();
        let mut fields = Vec::new();
        for field in std::mem::take(&mut own.fields) {
            let Some(name) = name(&field) else {
                let hint = "write `name: file`, for example; the parameter is ignored";
                self.error("structure", &field.old, "a parameter needs a `name`", hint);
                continue;
            };
            if names.insert(name.clone()) {
                fields.push(field);
            } else {
                let message = format!("the parameter `{name}` is described twice");
                self.error(
                    "duplicate-parameter",
                    &field.old,
                    message,
                    "remove one of the two",
                );
            }
        }
        let inherited = shared.fields.iter().filter(|field| {
            let name = name(field);
            name.is_some_and(|name| names.insert(name))
        });
        own.fields = inherited.cloned().collect();
        own.fields.append(&mut fields);
        own
    }
}
