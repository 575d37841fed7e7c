//! Schemas to types. What no type can be made of becomes anything, and is reported.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::Lowering;
use crate::ir::{Check, Kind, Limit, Named, Schema, Type, TypeId};
use crate::pointer;
use crate::resolve::Resolved;
use crate::resolve::compose::MERGED;

/// How many arrays and maps may contain one another without an object between.
const MAX_NESTING: usize = 32;
/// How many references may lead to one another.
const MAX_CHAIN: usize = 64;

/// A schema after its references.
pub(super) struct Found<'a> {
    /// Where it stands, as written.
    pub(super) at: String,
    /// Where what is read stands: the same, or below it when it was merged.
    pub(super) inner: String,
    /// What is read.
    pub(super) schema: &'a Map<String, Value>,
    /// Whether null is allowed.
    pub(super) nullable: bool,
}

impl<'a> Lowering<'a> {
    /// A schema of `components`: always a named type, be it an alias.
    pub(super) fn component(&mut self, name: &str, at: &str) {
        let schema = self.schema(at, name);
        let own = matches!(schema.ty, Type::Named(id) if self.by_pointer.get(at) == Some(&id));
        if !own {
            let doc = self.doc(at);
            let kind = Kind::Alias(schema);
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

    /// Follows the references at `at`. `None` when they lead nowhere, which is reported.
    pub(super) fn find(&mut self, at: &str) -> Option<Found<'a>> {
        let resolved = self.resolved;
        let (mut here, mut nullable) = (at.to_owned(), false);
        for _ in 0..MAX_CHAIN {
            let Some(value) = resolved.schema_at(&here) else {
                self.error(
                    "reference-to-nowhere",
                    &here,
                    "there is no schema here",
                    "write one, or `{}` for anything",
                );
                return None;
            };
            let Some(schema) = value.as_object() else {
                let hint = "write `type: string`, for example";
                self.error("not-a-schema", &here, "a schema must be a mapping", hint);
                return None;
            };
            let merged = schema.get(MERGED).and_then(Value::as_object);
            let inner = match merged {
                Some(_) => pointer::join(&here, MERGED),
                None => here.clone(),
            };
            let schema = merged.unwrap_or(schema);
            nullable |= schema.get("nullable") == Some(&Value::Bool(true));
            let Some(reference) = schema.get("$ref") else {
                return Some(Found {
                    at: here,
                    inner,
                    schema,
                    nullable,
                });
            };
            let target = reference.as_str().and_then(Resolved::target);
            let Some(target) = target.filter(|target| resolved.schema_at(target).is_some()) else {
                self.lost(&here, reference);
                return None;
            };
            here = target;
        }
        let message = "references lead round in a circle, so nothing is described";
        self.error(
            "reference-cycle",
            at,
            message,
            "one of them must be a schema",
        );
        None
    }

    pub(super) fn lost(&mut self, at: &str, reference: &Value) {
        let at = pointer::join(at, "$ref");
        let reference = reference.as_str().unwrap_or_default();
        if reference.starts_with('#') || reference.is_empty() {
            let message = format!("the reference `{reference}` leads nowhere");
            self.error(
                "reference-to-nowhere",
                &at,
                message,
                "write `#/components/schemas/Name`",
            );
        } else {
            let message =
                format!("the reference `{reference}` leads to another file, which was not read");
            self.error(
                "external-reference",
                &at,
                message,
                "copy what it refers to into `components`",
            );
        }
    }

    /// The schema at `at`; `name` is what it is called if it must become a type of its own and has no better name.
    pub(super) fn schema(&mut self, at: &str, name: &str) -> Schema {
        let Some(found) = self.find(at) else {
            return Self::any();
        };
        let Found {
            at,
            inner,
            schema,
            nullable,
        } = found;
        let name = match at.strip_prefix("/components/schemas/") {
            Some(own) if !own.contains('/') => pointer::last(&at).unwrap_or_default(),
            _ => match schema
                .get("x-codegen-choice")
                .and(schema.get("title"))
                .and_then(Value::as_str)
            {
                Some(choice) => format!("{name} {choice}"),
                None => name.to_owned(),
            },
        };
        if let Some(id) = self.by_pointer.get(&at) {
            return Schema {
                ty: Type::Named(*id),
                nullable,
                checks: Vec::new(),
            };
        }
        if self.aliases.contains(&at) {
            let what = "a schema that contains itself without an object between";
            self.unsupported(&at, what, "put an object between");
            return Self::any();
        }
        if self.aliases.len() >= MAX_NESTING {
            let what = format!("arrays and maps nested more than {MAX_NESTING} deep");
            self.unsupported(&at, what, "put an object between");
            return Self::any();
        }
        self.keywords(schema, &inner);
        self.aliases.push(at.clone());
        if let Some(only) = self.only_branch(schema, &inner, &name) {
            self.aliases.pop();
            self.unconditional(schema, &only.ty, &inner);
            let mut checks = self.checks(schema, &only.ty, &inner);
            checks.extend(only.checks);
            return Schema {
                ty: only.ty,
                nullable: nullable || only.nullable,
                checks,
            };
        }
        let (ty, only) = self.ty(schema, &at, &inner, &name);
        self.aliases.pop();
        match ty {
            Some(ty) => {
                self.unconditional(schema, &ty, &inner);
                let mut checks = self.checks(schema, &ty, &inner);
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

    fn ty(
        &mut self,
        schema: &Map<String, Value>,
        at: &str,
        inner: &str,
        name: &str,
    ) -> (Option<Type>, Option<Check>) {
        if let Some(key) = ["oneOf", "anyOf"]
            .into_iter()
            .find(|key| schema.contains_key(*key))
        {
            return (self.union(schema, key, at, inner, name), None);
        }
        let has = |key: &str| schema.contains_key(key);
        let kind = match schema.get("type") {
            Some(Value::String(kind)) => kind.as_str(),
            Some(_) => {
                let hint = "write `type: string`, for example";
                self.error(
                    "not-a-schema",
                    &pointer::join(inner, "type"),
                    "`type` must be text",
                    hint,
                );
                return (None, None);
            }
            None if has("enum") => return self.enumeration(schema, "", at, inner, name),
            None if has("properties")
                || matches!(schema.get("additionalProperties"), Some(Value::Object(_))) =>
            {
                "object"
            }
            None if has("items") => "array",
            None => return (Some(Type::Any), None),
        };
        if has("enum") && matches!(kind, "string" | "integer" | "number" | "boolean") {
            return self.enumeration(schema, kind, at, inner, name);
        }
        let format = schema.get("format").and_then(Value::as_str);
        let ty = match (kind, format) {
            ("array", _) => {
                let items = if has("prefixItems") {
                    // The first ones have schemas of their own, so the type has room for all.
                    Self::any()
                } else if has("items") {
                    self.schema(&pointer::join(inner, "items"), &format!("{name} item"))
                } else {
                    let message = "an array needs `items`";
                    self.error(
                        "not-a-schema",
                        inner,
                        message,
                        "write `items: {}` for items of any type",
                    );
                    Self::any()
                };
                Type::Array(Box::new(items))
            }
            ("object", _) => return (self.object(schema, at, inner, name), None),
            ("file", _) => Type::Bytes,
            ("null", _) => Type::Null,
            _ => match scalar(kind, format) {
                Some(ty) => ty,
                None => {
                    let message = format!("`{kind}` is no type of a schema");
                    let hint = "one of string, integer, number, boolean, array, object";
                    self.error("not-a-schema", &pointer::join(inner, "type"), message, hint);
                    return (None, None);
                }
            },
        };
        (Some(ty), None)
    }

    fn enumeration(
        &mut self,
        schema: &Map<String, Value>,
        kind: &str,
        at: &str,
        inner: &str,
        name: &str,
    ) -> (Option<Type>, Option<Check>) {
        let here = pointer::join(inner, "enum");
        let format = schema.get("format").and_then(Value::as_str);
        let values = schema.get("enum").and_then(Value::as_array);
        let values: Vec<&Value> = values
            .into_iter()
            .flatten()
            .filter(|value| !value.is_null())
            .collect();
        if values.is_empty() {
            let null = schema
                .get("enum")
                .and_then(Value::as_array)
                .is_some_and(|values| !values.is_empty());
            if null {
                return (Some(Type::Null), None);
            }
            self.error(
                "not-a-schema",
                &here,
                "`enum` must list at least one value",
                "list the values that are allowed",
            );
            return (Some(scalar(kind, format).unwrap_or(Type::Any)), None);
        }
        if values.iter().all(|value| value.is_string()) && matches!(kind, "" | "string")
            || kind == "string"
        {
            let mut texts = Vec::new();
            let mut seen = BTreeSet::new();
            for value in values {
                let text = match value {
                    Value::String(text) => text.clone(),
                    other => {
                        let hint = "put it in quotes";
                        self.warn(
                            "not-a-schema",
                            &here,
                            "a value of an enumeration of strings is no text",
                            hint,
                        );
                        other.to_string()
                    }
                };
                if seen.insert(text.clone()) {
                    texts.push(text);
                }
            }
            let id = self.declare(at, name);
            self.types[id.0].kind = Kind::Enumeration { texts, open: false };
            return (Some(Type::Named(id)), None);
        }
        let numbers: Option<Vec<f64>> = values.iter().map(|value| value.as_f64()).collect();
        let whole = numbers
            .as_ref()
            .is_some_and(|all| all.iter().all(|one| one.fract() == 0.0 && one.abs() < 9e15));
        match (kind, numbers) {
            ("integer" | "", Some(numbers)) if whole => {
                #[expect(clippy::cast_possible_truncation)]
                let limits: Vec<i64> = numbers.iter().map(|number| *number as i64).collect();
                let ty = scalar("integer", format).unwrap_or(Type::Int64);
                let fits =
                    ty == Type::Int64 || limits.iter().all(|one| i32::try_from(*one).is_ok());
                let ty = if fits { ty } else { Type::Int64 };
                let limits = limits.into_iter().map(Limit::Integer).collect();
                (Some(ty), Some(Check::OneOf(limits)))
            }
            ("number" | "", Some(numbers)) => {
                let limits = numbers.into_iter().map(Limit::Number).collect();
                (Some(Type::Number), Some(Check::OneOf(limits)))
            }
            ("boolean" | "", _) if values.iter().all(|value| value.is_boolean()) => {
                let only = values.iter().all(|value| value == &values[0]);
                (
                    Some(Type::Boolean),
                    only.then(|| Check::Only(values[0] == &Value::Bool(true))),
                )
            }
            ("", _) => {
                let mut texts: Vec<String> = values.iter().map(ToString::to_string).collect();
                texts.dedup();
                (Some(Type::Any), Some(Check::Values(texts)))
            }
            _ => {
                let what = "an enumeration of values of several types, which is not enforced";
                self.unsupported(&here, what, "list values of the schema's type");
                (Some(scalar(kind, format).unwrap_or(Type::Any)), None)
            }
        }
    }

    pub(super) fn declare(&mut self, at: &str, name: &str) -> TypeId {
        let id = TypeId(self.types.len());
        let own = at.strip_prefix("/components/schemas/");
        self.types.push(Named {
            name: name.to_owned(),
            doc: self.doc(at),
            kind: Kind::Alias(Self::any()),
            component: own.is_some_and(|own| !own.contains('/')),
        });
        self.by_pointer.insert(at.to_owned(), id);
        id
    }

    /// The description of what stands at `at`, or else of what it refers to.
    pub(super) fn doc(&self, at: &str) -> String {
        let mut here = at.to_owned();
        for _ in 0..MAX_CHAIN {
            let Some(value) = self.resolved.schema_at(&here) else {
                break;
            };
            let merged = value.get(MERGED);
            let text = |key| {
                let own = value.get(key).and_then(Value::as_str);
                own.or_else(|| merged?.get(key)?.as_str())
                    .filter(|text| !text.trim().is_empty())
            };
            if let Some(text) = text("description").or(text("title")) {
                return text.trim().to_owned();
            }
            let reference = value
                .get("$ref")
                .or_else(|| merged?.get("$ref"))
                .and_then(Value::as_str);
            match reference.and_then(Resolved::target) {
                Some(target) => here = target,
                None => break,
            }
        }
        String::new()
    }
}

pub(super) fn scalar(kind: &str, format: Option<&str>) -> Option<Type> {
    Some(match (kind, format) {
        ("string", Some("date-time")) => Type::DateTime,
        ("string", Some("date")) => Type::Date,
        ("string", Some("uuid")) => Type::Uuid,
        ("string", Some("byte" | "binary")) => Type::Bytes,
        ("string", _) => Type::Text,
        ("integer", Some("int32")) => Type::Int32,
        ("integer", _) => Type::Int64,
        ("number", _) => Type::Number,
        ("boolean", _) => Type::Boolean,
        _ => return None,
    })
}
