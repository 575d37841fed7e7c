//! Schemas to types. What no type can be made of becomes anything, and is reported.

use std::collections::BTreeSet;

use description::schema::Type as Kind;
use description::{Schema as Written, SchemaId};
use serde_json::Value;

use super::Lowering;
use super::found::Found;
use crate::ir::{self, Check, Limit, Named, Schema, Type, TypeId};
use crate::pointer;

/// How many arrays and maps may contain one another without an object between.
const MAX_NESTING: usize = 32;
/// How many references may lead to one another.
const MAX_CHAIN: usize = 64;

impl<'a> Lowering<'a> {
    /// A schema of `components`: always a named type, be it an alias.
    pub(super) fn component(&mut self, name: &str, id: SchemaId) {
        let schema = self.schema(id, name);
        let own = matches!(schema.ty, Type::Named(ty) if self.by_schema.get(&id) == Some(&ty));
        if !own {
            let doc = self.doc(id);
            let kind = ir::Kind::Alias(schema);
            self.types.push(Named {
                name: name.to_owned(),
                doc,
                kind,
                component: true,
            });
        }
    }

    /// Anything at all.
    pub(super) fn any() -> Schema {
        Schema {
            ty: Type::Any,
            nullable: false,
            checks: Vec::new(),
        }
    }

    /// The merged form of a schema.
    pub(super) fn merged(&self, id: SchemaId) -> &'a Written {
        &self.schemas[self.schemas.merged(id)]
    }

    /// Follows the references of `id`. `None` when they lead nowhere, which was reported when they were read.
    pub(super) fn find(&self, id: SchemaId) -> Option<Found<'a>> {
        let (mut id, mut nullable) = (id, false);
        for _ in 0..MAX_CHAIN {
            let schema = self.merged(id);
            nullable |= schema.nullable;
            let Some(reference) = &schema.reference else {
                return Some(Found {
                    id,
                    schema,
                    nullable,
                });
            };
            id = reference.target?;
        }
        None
    }

    /// The schema `id`; `name` is what it is called if it must become a type of its own and has no better name.
    pub(super) fn schema(&mut self, id: SchemaId, name: &str) -> Schema {
        let Some(found) = self.find(id) else {
            return Self::any();
        };
        let Found {
            id,
            schema,
            nullable,
        } = found;
        let name = match self.schemas.component_name(id) {
            Some(own) => own.to_owned(),
            None => name.to_owned(),
        };
        if let Some(ty) = self.by_schema.get(&id) {
            return Schema {
                ty: Type::Named(*ty),
                nullable,
                checks: Vec::new(),
            };
        }
        let at = &self.schemas[id].at;
        if self.aliases.contains(&id) {
            let what = "a schema that contains itself without an object between";
            self.unsupported(at, what, "put an object between");
            return Self::any();
        }
        if self.aliases.len() >= MAX_NESTING {
            let what = format!("arrays and maps nested more than {MAX_NESTING} deep");
            self.unsupported(at, what, "put an object between");
            return Self::any();
        }
        self.keywords(schema);
        self.aliases.push(id);
        if let Some(only) = self.only_branch(schema, &name) {
            self.aliases.pop();
            self.unconditional(schema, &only.ty);
            let mut checks = self.checks(schema, &only.ty);
            checks.extend(only.checks);
            return Schema {
                ty: only.ty,
                nullable: nullable || only.nullable,
                checks,
            };
        }
        let (ty, only) = self.ty(found, &name);
        self.aliases.pop();
        match ty {
            Some(ty) => {
                self.unconditional(schema, &ty);
                let mut checks = self.checks(schema, &ty);
                checks.extend(only);
                Schema {
                    ty,
                    nullable,
                    checks,
                }
            }
            None => Self::any(),
        }
    }

    fn ty(&mut self, found: Found<'a>, name: &str) -> (Option<Type>, Option<Check>) {
        let schema = found.schema;
        if schema.choice().is_some() {
            return (Some(self.union(found, name)), None);
        }
        let additional = |id: SchemaId| self.schemas[id].boolean.is_none();
        let object = &schema.object;
        let kind = match schema.types.single() {
            Some(kind) => kind,
            None if schema.types.is_only_null() => return (Some(Type::Null), None),
            None if schema.values.is_some() => return self.enumeration(found, None, name),
            None if object.properties.is_some() || object.additional.is_some_and(additional) => {
                Kind::Object
            }
            None if schema.array.items.is_some() => Kind::Array,
            None => return (Some(Type::Any), None),
        };
        let scalar_kind = !matches!(kind, Kind::Array | Kind::Object | Kind::File);
        if schema.values.is_some() && scalar_kind {
            return self.enumeration(found, Some(kind), name);
        }
        let ty = match kind {
            Kind::Array => Type::Array(Box::new(self.items(schema, name))),
            Kind::Object => return (Some(self.object(found, name)), None),
            Kind::File => Type::Bytes,
            kind => scalar(kind, schema.format.as_deref()).unwrap_or(Type::Any),
        };
        (Some(ty), None)
    }

    fn items(&mut self, schema: &Written, name: &str) -> Schema {
        if !schema.array.prefix_items.is_empty() {
            // The first ones have schemas of their own, so the type has room for all.
            return Self::any();
        }
        if let Some(items) = schema.array.items {
            return self.schema(items, &format!("{name} item"));
        }
        let hint = "write `items: {}` for items of any type";
        self.error("not-a-schema", &schema.at, "an array needs `items`", hint);
        Self::any()
    }

    fn enumeration(
        &mut self,
        found: Found<'a>,
        kind: Option<Kind>,
        name: &str,
    ) -> (Option<Type>, Option<Check>) {
        let schema = found.schema;
        let here = pointer::join(&schema.at, "enum");
        let format = schema.format.as_deref();
        let values = schema.values.iter().flatten();
        let values: Vec<&Value> = values.filter(|value| !value.is_null()).collect();
        if values.is_empty() {
            return (Some(Type::Null), None);
        }
        let texts = values.iter().all(|value| value.is_string()) && kind.is_none();
        if texts || kind == Some(Kind::String) {
            return (Some(self.texts(found.id, &values, &here, name)), None);
        }
        let numbers: Option<Vec<f64>> = values.iter().map(|value| value.as_f64()).collect();
        let whole = numbers
            .as_ref()
            .is_some_and(|all| all.iter().all(|one| one.fract() == 0.0 && one.abs() < 9e15));
        match (kind, numbers) {
            (Some(Kind::Integer) | None, Some(numbers)) if whole => {
                #[expect(clippy::cast_possible_truncation)]
                let limits: Vec<i64> = numbers.iter().map(|number| *number as i64).collect();
                let ty = scalar(Kind::Integer, format).unwrap_or(Type::Int64);
                let fits =
                    ty == Type::Int64 || limits.iter().all(|one| i32::try_from(*one).is_ok());
                let ty = if fits { ty } else { Type::Int64 };
                let limits = limits.into_iter().map(Limit::Integer).collect();
                (Some(ty), Some(Check::OneOf(limits)))
            }
            (Some(Kind::Number) | None, Some(numbers)) => {
                let limits = numbers.into_iter().map(Limit::Number).collect();
                (Some(Type::Number), Some(Check::OneOf(limits)))
            }
            (Some(Kind::Boolean) | None, _) if values.iter().all(|value| value.is_boolean()) => {
                let only = values.iter().all(|value| value == &values[0]);
                (
                    Some(Type::Boolean),
                    only.then(|| Check::Only(values[0] == &Value::Bool(true))),
                )
            }
            (None, _) => {
                let mut texts: Vec<String> = values.iter().map(ToString::to_string).collect();
                texts.dedup();
                (Some(Type::Any), Some(Check::Values(texts)))
            }
            (Some(kind), _) => {
                let what = "an enumeration of values of several types, which is not enforced";
                self.unsupported(&here, what, "list values of the schema's type");
                (Some(scalar(kind, format).unwrap_or(Type::Any)), None)
            }
        }
    }

    /// An enumeration of texts.
    fn texts(&mut self, id: SchemaId, values: &[&Value], at: &str, name: &str) -> Type {
        let mut texts = Vec::new();
        let mut seen = BTreeSet::new();
        for value in values {
            let text = match value {
                Value::String(text) => text.clone(),
                other => {
                    let message = "a value of an enumeration of strings is no text";
                    self.warn("not-a-schema", at, message, "put it in quotes");
                    other.to_string()
                }
            };
            if seen.insert(text.clone()) {
                texts.push(text);
            }
        }
        let id = self.declare(id, name);
        self.types[id.0].kind = ir::Kind::Enumeration { texts, open: false };
        Type::Named(id)
    }

    pub(super) fn declare(&mut self, id: SchemaId, name: &str) -> TypeId {
        let ty = TypeId(self.types.len());
        self.types.push(Named {
            name: name.to_owned(),
            doc: self.doc(id),
            kind: ir::Kind::Alias(Self::any()),
            component: self.schemas.component_name(id).is_some(),
        });
        self.by_schema.insert(id, ty);
        ty
    }

    /// The description of the schema `id`, or else of what it refers to.
    pub(super) fn doc(&self, id: SchemaId) -> String {
        let mut id = id;
        for _ in 0..MAX_CHAIN {
            let (written, merged) = (&self.schemas[id], self.merged(id));
            let filled =
                |text: &'a Option<String>| text.as_ref().filter(|text| !text.trim().is_empty());
            let own = filled(&written.notes.description).or(filled(&merged.notes.description));
            let title = || filled(&written.notes.title).or(filled(&merged.notes.title));
            if let Some(text) = own.or_else(title) {
                return text.trim().to_owned();
            }
            let reference = merged.reference.as_ref().or(written.reference.as_ref());
            match reference.and_then(|reference| reference.target) {
                Some(target) => id = target,
                None => break,
            }
        }
        String::new()
    }
}

pub(super) fn scalar(kind: Kind, format: Option<&str>) -> Option<Type> {
    Some(match (kind, format) {
        (Kind::String, Some("date-time")) => Type::DateTime,
        (Kind::String, Some("date")) => Type::Date,
        (Kind::String, Some("uuid")) => Type::Uuid,
        (Kind::String, Some("byte" | "binary")) => Type::Bytes,
        (Kind::String, _) => Type::Text,
        (Kind::Integer, Some("int32")) => Type::Int32,
        (Kind::Integer, _) => Type::Int64,
        (Kind::Number, _) => Type::Number,
        (Kind::Boolean, _) => Type::Boolean,
        _ => return None,
    })
}
