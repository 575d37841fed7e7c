//! Parameters: those in `body` and `formData` are sorted out for bodies, the others get a schema. Also the shared ones,
//! which operations refer to whichever they are.

use std::rc::Rc;

use serde_json::{Map, Value};

use super::Converter;
use super::parts::{Carrier, MAX_CHAIN, Part, Payload, Shared, refers_to};
use crate::grammar::Object;
use crate::origins::Place;
use crate::pointer;

impl Converter<'_> {
    /// Converts the section `parameters`: what becomes of those that are parameters in OpenAPI 3, and of those that are
    /// bodies.
    pub(super) fn shared_parameters(
        &mut self,
        section: Option<Value>,
    ) -> (Map<String, Value>, Map<String, Value>) {
        let section = self.mapping(section, "/parameters");
        let (mut parameters, mut bodies, mut aliases) = (Map::new(), Map::new(), Vec::new());
        self.origins.moved("/components/parameters", "/parameters");
        self.origins
            .made("/components/requestBodies", "/parameters");
        for (name, parameter) in section {
            let place = Place::new("/components/parameters", "/parameters").member(&name);
            if let Some(other) = refers_to(&parameter, "parameters") {
                self.parameters.insert(name.clone(), Shared::Alias(other));
                aliases.push((name, parameter));
                continue;
            }
            let shared = match (Role::of(&parameter), parameter) {
                (Role::Body, Value::Object(members)) => {
                    let place =
                        Place::new("/components/requestBodies", "/parameters").member(&name);
                    let types = Rc::clone(&self.consumes);
                    let body = self.body(members, &types, &place);
                    bodies.insert(name.clone(), body);
                    Shared::Body
                }
                (Role::Field, Value::Object(members)) => Shared::Field(Rc::new(members)),
                (_, parameter) => {
                    parameters.insert(name.clone(), self.parameter(parameter, &place));
                    Shared::Plain
                }
            };
            self.parameters.insert(name, shared);
        }
        for (name, alias) in aliases {
            // Where a body is referred to, the reference is followed.
            if let Some((_, Shared::Plain)) | None = self.shared(name.clone()) {
                let place = Place::new("/components/parameters", "/parameters").member(&name);
                parameters.insert(name, self.parameter(alias, &place));
            }
        }
        (parameters, bodies)
    }

    /// Sorts the parameters listed by what stands at `owner`: those that stay parameters, and those of a body.
    pub(super) fn sort(&mut self, list: Value, owner: &Place) -> (Value, Payload) {
        let mut payload = Payload::default();
        let Value::Array(items) = list else {
            return (list, payload); // Reported where the structure is checked.
        };
        let list = owner.member("parameters");
        let mut plain = Vec::new();
        for (index, item) in items.into_iter().enumerate() {
            let place = Place::new(
                format!("{}/{}", list.new, plain.len()),
                format!("{}/{index}", list.old),
            );
            match self.part(item, &place) {
                Ok(parameter) => {
                    if index != plain.len() {
                        self.origins.moved(&place.new, &place.old);
                    }
                    plain.push(self.parameter(parameter, &place));
                }
                Err((part, true)) if payload.body.is_some() => {
                    let hint = "describe one that contains both; the second is ignored";
                    self.error(
                        "duplicate-parameter",
                        &part.old,
                        "a request has one body",
                        hint,
                    );
                }
                Err((part, true)) => payload.body = Some(part),
                Err((part, false)) => payload.fields.push(part),
            }
        }
        if let (Some(_), Some(field)) = (&payload.body, payload.fields.first()) {
            self.clash(&field.old);
            payload.fields.clear();
        }
        (Value::Array(plain), payload)
    }

    /// Reports the parameter at `old`, which is a body beside a form, or part of a form beside a body.
    pub(super) fn clash(&mut self, old: &str) {
        let message = "a request has either a body or a form; this is ignored";
        self.error(
            "duplicate-parameter",
            old,
            message,
            "describe one of the two",
        );
    }

    /// `Err` when the parameter is a part of a body, and whether it is all of it.
    fn part(&mut self, item: Value, place: &Place) -> Result<Value, (Part, bool)> {
        let old = place.old.clone();
        let shared = refers_to(&item, "parameters");
        match (Role::of(&item), item) {
            (Role::Plain, item) => match shared.and_then(|name| self.shared(name)) {
                Some((name, Shared::Body)) => {
                    let members = Rc::new(Map::new());
                    Err((
                        Part {
                            members,
                            old,
                            shared: Some(name),
                        },
                        true,
                    ))
                }
                Some((name, Shared::Field(members))) => {
                    let (members, old) = (Rc::clone(members), pointer::join("/parameters", &name));
                    Err((
                        Part {
                            members,
                            old,
                            shared: None,
                        },
                        false,
                    ))
                }
                _ => Ok(item),
            },
            (role, Value::Object(members)) => {
                let members = Rc::new(members);
                Err((
                    Part {
                        members,
                        old,
                        shared: None,
                    },
                    role == Role::Body,
                ))
            }
            (_, item) => Ok(item),
        }
    }

    /// The shared parameter named `name`, or the one that it leads to, and its name.
    pub(super) fn shared(&self, mut name: String) -> Option<(String, &Shared)> {
        for _ in 0..MAX_CHAIN {
            match self.parameters.get(&name)? {
                Shared::Alias(next) => name.clone_from(next),
                shared => return Some((name, shared)),
            }
        }
        None
    }

    /// A parameter in the path, the query or a header, as OpenAPI 3.0 has it.
    fn parameter(&mut self, parameter: Value, place: &Place) -> Value {
        let Value::Object(mut members) = parameter else {
            return parameter;
        };
        if let Some(Value::String(text)) = members.get_mut("$ref") {
            self.reference_to("parameters", text, &place.member("$ref"));
            return Value::Object(members);
        }
        self.keys(Object::Parameter, &mut members, place);
        let carrier = match members.get("in").and_then(Value::as_str) {
            Some("path") => Carrier::Path,
            Some("header") => Carrier::Header,
            Some("cookie") => {
                let message =
                    "Swagger 2.0 has no parameters in `cookie`; it is taken as in OpenAPI 3.0";
                let hint = "`openapi: 3.0.3` has them";
                self.warn("structure", &pointer::join(&place.old, "in"), message, hint);
                Carrier::Query
            }
            _ => Carrier::Query,
        };
        let at = Place::new(pointer::join(&place.new, "schema"), place.old.as_str());
        let misplaced = members.shift_remove("schema");
        if misplaced.is_some() {
            let old = pointer::join(&place.old, "schema");
            let message = "`schema` is for parameters in `body`; it is looked at only where `type` is missing";
            let hint = "write `type` and the other keywords beside `in`";
            self.warn("unknown-key", &old, message, hint);
        }
        let (schema, style) = match misplaced {
            Some(mut schema) if !members.contains_key("type") => {
                let old = pointer::join(&place.old, "schema");
                self.schema(&mut schema, &mut Place::new(at.new, old));
                (schema, None)
            }
            _ => self.value(&mut members, carrier, &at),
        };
        if let Some((style, explode)) = style.filter(|_| carrier == Carrier::Query) {
            for (key, value) in [("style", style.into()), ("explode", explode.into())] {
                let at = pointer::join(&place.new, key);
                self.origins
                    .made(&at, &pointer::join(&place.old, "collectionFormat"));
                members.insert(key.to_owned(), value);
            }
        }
        members.insert("schema".to_owned(), schema);
        Value::Object(members)
    }

    /// Rewrites the reference `text`, which stands at `place`, to what stands in the section `section`.
    pub(super) fn reference_to(&mut self, section: &str, text: &mut String, place: &Place) {
        match text
            .strip_prefix("#/")
            .and_then(|rest| rest.strip_prefix(section))
        {
            Some(rest) if rest.starts_with('/') => *text = format!("#/components/{section}{rest}"),
            _ => self.reference(text, place),
        }
    }
}

/// What a parameter is in OpenAPI 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Plain,
    Body,
    Field,
}

impl Role {
    fn of(parameter: &Value) -> Self {
        if parameter.get("$ref").is_some_and(Value::is_string) {
            return Self::Plain;
        }
        match parameter.get("in").and_then(Value::as_str) {
            Some("body") => Self::Body,
            Some("formData") => Self::Field,
            _ => Self::Plain,
        }
    }
}
