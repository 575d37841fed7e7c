//! Schemas as they are written: each keyword to its field. Refuses keywords whose value is no such thing, and what is no
//! schema at all.

use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::{Pending, Reader, Slot, text};
use crate::grammar::Kind;
use crate::model::Dialect;
use crate::pointer;
use crate::schema::{Composition, Discriminator, Notes, Reference, Schema, SchemaId, Type, Types};

type Members = Map<String, Value>;

impl Reader<'_> {
    /// The schema `value` at `at`, with all that stands in it.
    pub(super) fn schema(&mut self, value: &Value, at: &str) -> SchemaId {
        if let Some(known) = self.schemas.at(at) {
            return known;
        }
        let pointer: Arc<str> = at.into();
        let id = self.schemas.reserve(Arc::clone(&pointer));
        let mut schema = match value {
            Value::Bool(boolean) => Schema {
                boolean: Some(*boolean),
                ..Schema::default()
            },
            Value::Object(members) => self.keywords(members, at, id),
            _ => {
                let hint = "write `type: string`, for example";
                self.error("not-a-schema", at, "a schema must be a mapping", hint);
                Schema {
                    boolean: Some(true),
                    ..Schema::default()
                }
            }
        };
        schema.at = pointer;
        self.schemas.fill(id, schema);
        id
    }

    fn keywords(&mut self, members: &Members, at: &str, id: SchemaId) -> Schema {
        let mut schema = Schema {
            notes: self.notes(members, at),
            ..Schema::default()
        };
        if let Some(reference) = self.reference(members, at) {
            schema.reference = Some(reference);
            let slot = Slot::Own;
            self.pending.push(Pending { schema: id, slot });
            if self.dialect == Dialect::V30 {
                // What stands beside a reference does not count, but for people.
                schema.notes = Notes {
                    description: schema.notes.description,
                    ..Notes::default()
                };
                return schema;
            }
        }
        self.keys(members, Kind::Schema, at);
        self.types(members, at, &mut schema);
        schema.format = self.word(members, "format", at);
        self.numbers(members, at, &mut schema);
        self.texts(members, at, &mut schema);
        self.array(members, at, &mut schema);
        self.object(members, at, &mut schema);
        schema.composition = self.composition(members, at, id);
        schema
    }

    fn notes(&mut self, members: &Members, at: &str) -> Notes {
        let example = members.get("example").cloned();
        let listed = match members.get("examples") {
            Some(Value::Array(examples)) => examples.as_slice(),
            _ => &[],
        };
        Notes {
            title: text(members, "title"),
            description: text(members, "description"),
            default: members.get("default").cloned(),
            examples: example.into_iter().chain(listed.iter().cloned()).collect(),
            deprecated: self.flag(members, "deprecated", at),
            read_only: self.flag(members, "readOnly", at),
            write_only: self.flag(members, "writeOnly", at),
            extensions: super::extensions(members),
        }
    }

    /// `$ref`, or what stands for one.
    fn reference(&mut self, members: &Members, at: &str) -> Option<Reference> {
        if let Some(reference) = members.get("$ref") {
            let Some(text) = reference.as_str() else {
                let place = pointer::join(at, "$ref");
                let found = self
                    .document
                    .error("bad-reference", &place, "a `$ref` must be text");
                self.refuse(found, &place);
                return None;
            };
            return Some(Reference {
                text: text.to_owned(),
                target: None,
            });
        }
        let to = |at: &str| Reference {
            text: format!("#{}", at.replace('%', "%25")),
            target: None,
        };
        if let Some(Value::String(name)) = members.get("$dynamicRef") {
            return self.identities.dynamic(name).map(to);
        }
        if members.get("$recursiveRef").and_then(Value::as_str) == Some("#") {
            return self.recursive_anchor(at).map(|at| to(&at));
        }
        None
    }

    /// The innermost schema around `at` that `$recursiveRef` means (JSON Schema 2019-09).
    fn recursive_anchor(&self, at: &str) -> Option<String> {
        let mut around = Some(at);
        while let Some(at) = around {
            let marked = pointer::find(self.root, at)
                .and_then(|value| value.get("$recursiveAnchor"))
                .is_some_and(|mark| *mark == Value::Bool(true));
            if marked {
                return Some(at.to_owned());
            }
            around = pointer::parent(at);
        }
        None
    }

    fn types(&mut self, members: &Members, at: &str, schema: &mut Schema) {
        let here = pointer::join(at, "type");
        let mut listed_null = false;
        match members.get("type") {
            None => {}
            Some(Value::String(word)) => self.one_type(word, &here, &mut schema.types),
            Some(Value::Array(words)) => {
                for (index, word) in words.iter().enumerate() {
                    let here = format!("{here}/{index}");
                    match word.as_str() {
                        Some(word) => self.one_type(word, &here, &mut schema.types),
                        None => self.no_type(&here),
                    }
                }
                listed_null = schema.types.null;
                let listed = &mut schema.types.listed;
                if listed.contains(&Type::Number) {
                    listed.retain(|kind| *kind != Type::Integer);
                }
            }
            Some(_) => {
                let hint = "write `type: string`, for example";
                self.error("not-a-schema", &here, "`type` must be text", hint);
            }
        }
        schema.values = self.values(members, at);
        let null_value = schema
            .values
            .as_ref()
            .map(|values| values.contains(&Value::Null));
        schema.nullable = self.flag(members, "nullable", at)
            || listed_null && null_value != Some(false)
            || schema.types.is_absent() && null_value == Some(true);
    }

    fn one_type(&mut self, word: &str, at: &str, types: &mut Types) {
        match Type::of(word) {
            Some(kind) if types.listed.contains(&kind) => {}
            Some(kind) => types.listed.push(kind),
            None if word == "null" => types.null = true,
            None => {
                let message = format!("`{word}` is no type of a schema");
                let hint = "one of string, integer, number, boolean, array, object";
                self.error("not-a-schema", at, message, hint);
            }
        }
    }

    fn no_type(&mut self, at: &str) {
        let hint = "write `type: string`, for example";
        self.error("not-a-schema", at, "`type` must be text", hint);
    }

    fn values(&mut self, members: &Members, at: &str) -> Option<Vec<Value>> {
        if let Some(only) = members.get("const") {
            return Some(vec![only.clone()]);
        }
        match members.get("enum")? {
            Value::Array(values) if !values.is_empty() => Some(values.clone()),
            _ => {
                let at = pointer::join(at, "enum");
                let message = "`enum` must list at least one value";
                let hint = "list the values that are allowed";
                self.error("not-a-schema", &at, message, hint);
                None
            }
        }
    }

    fn numbers(&mut self, members: &Members, at: &str, schema: &mut Schema) {
        let number = &mut schema.number;
        number.minimum = self.bound(members, "minimum", "exclusiveMinimum", 1.0, at);
        number.maximum = self.bound(members, "maximum", "exclusiveMaximum", -1.0, at);
        number.multiple_of = self.number(members, "multipleOf", at);
    }

    fn texts(&mut self, members: &Members, at: &str, schema: &mut Schema) {
        let text = &mut schema.text;
        text.min_length = self.count(members, "minLength", at);
        text.max_length = self.count(members, "maxLength", at);
        text.pattern = self.word(members, "pattern", at);
        text.content_encoding = self.word(members, "contentEncoding", at);
        text.content_media_type = self.word(members, "contentMediaType", at);
        text.content_schema = self.part(members, "contentSchema", at);
    }

    fn array(&mut self, members: &Members, at: &str, schema: &mut Schema) {
        let array = &mut schema.array;
        array.items = match members.get("items") {
            // Before JSON Schema 2020-12, a list says what the first items are.
            Some(Value::Array(items)) if self.dialect >= Dialect::V31 => {
                array.prefix_items = self.each(items, &pointer::join(at, "items"));
                None
            }
            _ => self.part(members, "items", at),
        };
        if let Some(first) = self.list(members, "prefixItems", at) {
            array.prefix_items = first;
        }
        array.contains = self.part(members, "contains", at);
        array.min_contains = self.count(members, "minContains", at);
        array.max_contains = self.count(members, "maxContains", at);
        array.min_items = self.count(members, "minItems", at);
        array.max_items = self.count(members, "maxItems", at);
        array.unique = self.flag(members, "uniqueItems", at);
        array.unevaluated = self.part(members, "unevaluatedItems", at);
    }

    fn object(&mut self, members: &Members, at: &str, schema: &mut Schema) {
        let object = &mut schema.object;
        object.properties = self.named(members, "properties", at);
        let named = self.named(members, "patternProperties", at);
        object.pattern_properties = named.unwrap_or_default();
        object.additional = self.part(members, "additionalProperties", at);
        object.names = self.part(members, "propertyNames", at);
        object.required = self.required(members, at);
        object.min_properties = self.count(members, "minProperties", at);
        object.max_properties = self.count(members, "maxProperties", at);
        object.dependent_required = self.dependent_required(members, at);
        let named = self.named(members, "dependentSchemas", at);
        object.dependent_schemas = named.unwrap_or_default();
        object.unevaluated = self.part(members, "unevaluatedProperties", at);
    }

    fn composition(&mut self, members: &Members, at: &str, id: SchemaId) -> Composition {
        let mut definitions = self.named(members, "$defs", at).unwrap_or_default();
        definitions.extend(self.named(members, "definitions", at).unwrap_or_default());
        let dynamic = text(members, "$dynamicRef");
        let undecided = |name: &String| self.identities.dynamic(name).is_none();
        Composition {
            dynamic: dynamic.filter(undecided),
            all_of: self.list(members, "allOf", at),
            any_of: self.list(members, "anyOf", at),
            one_of: self.list(members, "oneOf", at),
            not: self.part(members, "not", at),
            condition: self.part(members, "if", at),
            then: self.part(members, "then", at),
            otherwise: self.part(members, "else", at),
            discriminator: self.discriminator(members, at, id),
            definitions,
            also: Vec::new(),
            conflict: None,
        }
    }

    fn discriminator(
        &mut self,
        members: &Members,
        at: &str,
        id: SchemaId,
    ) -> Option<Discriminator> {
        let written = members.get("discriminator")?;
        let at = pointer::join(at, "discriminator");
        let Some((written, property)) = written
            .as_object()
            .and_then(|written| Some((written, text(written, "propertyName")?)))
        else {
            let message = "a discriminator must be a mapping with a `propertyName`";
            let hint = "write `discriminator: { propertyName: kind }`, for example";
            self.error("bad-discriminator", &at, message, hint);
            return None;
        };
        self.keys(written, Kind::Discriminator, &at);
        let reference = |text: &str| Reference {
            text: text.to_owned(),
            target: None,
        };
        let mut mapping = Vec::new();
        let listed = written.get("mapping").and_then(Value::as_object);
        for (value, target) in listed.into_iter().flatten() {
            let Some(target) = target.as_str() else {
                let at = pointer::join(&pointer::join(&at, "mapping"), value);
                let message = "a `mapping` leads from texts to references";
                self.error(
                    "bad-discriminator",
                    &at,
                    message,
                    "put the reference in quotes",
                );
                continue;
            };
            let slot = Slot::Mapping(mapping.len());
            self.pending.push(Pending { schema: id, slot });
            mapping.push((value.clone(), reference(target)));
        }
        let default = written.get("defaultMapping").and_then(Value::as_str);
        if default.is_some() {
            let slot = Slot::DefaultMapping;
            self.pending.push(Pending { schema: id, slot });
        }
        Some(Discriminator {
            property,
            mapping,
            default: default.map(reference),
        })
    }

    /// A keyword that holds one schema.
    fn part(&mut self, members: &Members, key: &str, at: &str) -> Option<SchemaId> {
        let value = members.get(key)?;
        Some(self.schema(value, &pointer::join(at, key)))
    }

    /// A keyword that lists schemas.
    fn list(&mut self, members: &Members, key: &str, at: &str) -> Option<Vec<SchemaId>> {
        let here = pointer::join(at, key);
        match members.get(key)? {
            Value::Array(items) if !items.is_empty() => Some(self.each(items, &here)),
            _ => {
                let message = format!("`{key}` must list schemas");
                self.error("not-a-schema", &here, message, "list at least one");
                None
            }
        }
    }

    fn each(&mut self, items: &[Value], at: &str) -> Vec<SchemaId> {
        let items = items.iter().enumerate();
        items
            .map(|(index, item)| self.schema(item, &format!("{at}/{index}")))
            .collect()
    }

    /// A keyword that holds schemas by name.
    fn named(
        &mut self,
        members: &Members,
        key: &str,
        at: &str,
    ) -> Option<IndexMap<String, SchemaId>> {
        let here = pointer::join(at, key);
        match members.get(key)? {
            Value::Object(named) => {
                let each = named.iter().map(|(name, value)| {
                    let id = self.schema(value, &pointer::join(&here, name));
                    (name.clone(), id)
                });
                Some(each.collect())
            }
            _ => {
                let message = format!("`{key}` must be a mapping from names to schemas");
                let hint = "write `name: { type: string }`, for example";
                self.error("not-a-schema", &here, message, hint);
                None
            }
        }
    }
}
