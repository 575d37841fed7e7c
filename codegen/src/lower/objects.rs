//! Objects, maps and choices between schemas. Refuses nothing; what is not enforced is reported.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::Lowering;
use super::schema::Found;
use crate::ir::{Check, Direction, Kind, Member, Rest, Schema, Type, TypeId, Variant};
use crate::pointer;
use crate::resolve::Resolved;

/// A type whose inside was not looked at yet.
pub(super) struct Pending {
    id: TypeId,
    inner: String,
    name: String,
    /// The keyword of a choice; none for an object.
    choice: Option<&'static str>,
}

impl Lowering<'_> {
    pub(super) fn object(
        &mut self,
        schema: &Map<String, Value>,
        at: &str,
        inner: &str,
        name: &str,
    ) -> Option<Type> {
        let additional = schema.get("additionalProperties");
        let described = schema.get("properties").and_then(Value::as_object);
        let patterns = schema.get("patternProperties").and_then(Value::as_object);
        let closed = additional == Some(&Value::Bool(false));
        if described.is_none_or(Map::is_empty) && (!closed || patterns.is_some()) {
            let only = patterns.filter(|all| closed && all.len() == 1);
            let values = match (additional, only.and_then(|all| all.keys().next())) {
                (_, Some(pattern)) => {
                    let at = pointer::join(&pointer::join(inner, "patternProperties"), pattern);
                    self.schema(&at, &format!("{name} value"))
                }
                (Some(Value::Object(_)), _) if patterns.is_none() => {
                    let at = pointer::join(inner, "additionalProperties");
                    self.schema(&at, &format!("{name} value"))
                }
                _ => Self::any(),
            };
            return Some(Type::Map(Box::new(values)));
        }
        let id = self.declare(at, name);
        self.pending.push_back(Pending {
            id,
            inner: inner.to_owned(),
            name: name.to_owned(),
            choice: None,
        });
        Some(Type::Named(id))
    }

    /// What the only branch of a choice is: the choice itself.
    pub(super) fn only_branch(
        &mut self,
        schema: &Map<String, Value>,
        inner: &str,
        name: &str,
    ) -> Option<Schema> {
        let key = ["oneOf", "anyOf"]
            .into_iter()
            .find(|key| schema.contains_key(*key))?;
        let branches = schema.get(key).and_then(Value::as_array)?;
        let at = format!("{}/0", pointer::join(inner, key));
        (branches.len() == 1).then(|| self.schema(&at, name))
    }

    /// A choice: declared only, because one of its branches may refer to it.
    pub(super) fn union(
        &mut self,
        schema: &Map<String, Value>,
        key: &'static str,
        at: &str,
        inner: &str,
        name: &str,
    ) -> Option<Type> {
        let branches = schema.get(key).and_then(Value::as_array);
        if branches.is_none_or(Vec::is_empty) {
            let message = format!("`{key}` must list schemas");
            let here = pointer::join(inner, key);
            self.error("not-a-schema", &here, message, "list at least one");
            return None;
        }
        let id = self.declare(at, name);
        let (inner, name) = (inner.to_owned(), name.to_owned());
        self.pending.push_back(Pending {
            id,
            inner,
            name,
            choice: Some(key),
        });
        Some(Type::Named(id))
    }

    /// Looks into every type declared so far, and into those that come up meanwhile.
    pub(super) fn settle(&mut self) {
        while let Some(Pending {
            id,
            inner,
            name,
            choice,
        }) = self.pending.pop_front()
        {
            let resolved = self.resolved;
            if let Some(schema) = resolved.schema_at(&inner).and_then(Value::as_object) {
                self.types[id.0].kind = match choice {
                    Some(key) => self.union_kind(schema, key, &inner, &name, id),
                    None => self.object_kind(schema, &inner, &name),
                };
            }
        }
    }

    fn object_kind(&mut self, schema: &Map<String, Value>, at: &str, name: &str) -> Kind {
        let none = Map::new();
        let properties = schema
            .get("properties")
            .and_then(Value::as_object)
            .unwrap_or(&none);
        let listed = self.required(schema, at);
        let (required, demanded): (Vec<String>, Vec<String>) = listed
            .into_iter()
            .partition(|member| properties.contains_key(member));
        let required: BTreeSet<String> = required.into_iter().collect();
        let properties_at = pointer::join(at, "properties");
        let mut members = Vec::with_capacity(properties.len());
        for wire in properties.keys() {
            let at = pointer::join(&properties_at, wire);
            let schema = self.schema(&at, &format!("{name} {wire}"));
            let only = self.direction(&at);
            members.push(Member {
                wire: wire.clone(),
                doc: self.doc(&at),
                schema,
                required: required.contains(wire),
                only,
                indirect: false,
            });
        }
        let rest = match schema.get("additionalProperties") {
            // Which ones are refused their names say.
            _ if schema.contains_key("patternProperties") => Rest::Kept(Box::new(Self::any())),
            Some(Value::Bool(false)) => Rest::Refused,
            // What has to be there has to be kept, or nobody could write it.
            None if !demanded.is_empty() => Rest::Kept(Box::new(Self::any())),
            None => Rest::Ignored,
            Some(Value::Object(_)) => {
                let at = pointer::join(at, "additionalProperties");
                Rest::Kept(Box::new(self.schema(&at, &format!("{name} value"))))
            }
            Some(_) => Rest::Kept(Box::new(Self::any())),
        };
        let checks = self.checks(schema, &Type::Map(Box::new(Self::any())), at);
        let checks = checks
            .into_iter()
            .filter(|check| !matches!(check, Check::Required(_)));
        Kind::Object {
            members,
            rest,
            demanded,
            checks: checks.collect(),
        }
    }

    /// The names in `required`.
    pub(super) fn required(&mut self, schema: &Map<String, Value>, at: &str) -> Vec<String> {
        let mut required: Vec<String> = Vec::new();
        let mut known = BTreeSet::new();
        match schema.get("required") {
            None => {}
            Some(Value::Array(list)) => {
                for (index, value) in list.iter().enumerate() {
                    match value.as_str() {
                        Some(member) if !known.insert(member) => {}
                        Some(member) => required.push(member.to_owned()),
                        None => {
                            let at = format!("{at}/required/{index}");
                            let message = "`required` must list names";
                            self.error("not-a-schema", &at, message, "put the name in quotes");
                        }
                    }
                }
            }
            Some(_) => {
                let hint = "list the names of the required members in the schema of the object";
                self.error(
                    "not-a-schema",
                    &pointer::join(at, "required"),
                    "`required` must be a list",
                    hint,
                );
            }
        }
        required
    }

    /// Whether a member is `readOnly` or `writeOnly`, itself or by what it refers to.
    fn direction(&mut self, at: &str) -> Option<Direction> {
        let own = self.resolved.schema_at(at);
        let set = |value: Option<&Value>, key: &str| {
            value.is_some_and(|value| {
                value.get(key) == Some(&Value::Bool(true))
                    || value
                        .get(crate::resolve::compose::MERGED)
                        .and_then(|one| one.get(key))
                        == Some(&Value::Bool(true))
            })
        };
        let target = own
            .and_then(|own| own.get("$ref"))
            .and_then(Value::as_str)
            .and_then(Resolved::target);
        let referred = target.and_then(|target| self.resolved.schema_at(&target));
        match (
            set(own, "readOnly") || set(referred, "readOnly"),
            set(own, "writeOnly") || set(referred, "writeOnly"),
        ) {
            (true, false) => Some(Direction::Answer),
            (false, true) => Some(Direction::Request),
            _ => None,
        }
    }

    fn union_kind(
        &mut self,
        schema: &Map<String, Value>,
        key: &str,
        inner: &str,
        name: &str,
        own: TypeId,
    ) -> Kind {
        let count = schema
            .get(key)
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        let mut variants = Vec::new();
        let mut targets = Vec::new();
        for index in 0..count {
            let at = format!("{inner}/{key}/{index}");
            let (title, target) = self.branch(&at);
            let label = title.unwrap_or_else(|| format!("variant {}", index + 1));
            let schema = self.schema(&at, &format!("{name} {label}"));
            if schema.ty == Type::Named(own) {
                self.error(
                    "not-a-schema",
                    &at,
                    "a choice that contains itself",
                    "remove this branch",
                );
                continue;
            }
            let name = if label.starts_with("variant ") {
                self.label(&schema, &label)
            } else {
                label
            };
            variants.push(Variant {
                name,
                schema,
                indirect: false,
            });
            targets.push(target);
        }
        let discriminator = schema
            .get("discriminator")
            .and_then(|one| self.discriminator(one, &targets, inner, key));
        let whole = targets.len() == count;
        let discriminator = discriminator.or_else(|| whole.then(|| self.tag(count, inner, key))?);
        Kind::Union {
            variants,
            discriminator,
            exclusive: key == "oneOf",
        }
    }

    /// What a branch is called by the description, and what it refers to.
    fn branch(&mut self, at: &str) -> (Option<String>, Option<String>) {
        let value = self.resolved.schema_at(at);
        let text = |key: &str| {
            value
                .and_then(|value| value.get(key))
                .and_then(Value::as_str)
        };
        let reference = text("x-codegen-choice")
            .or(text("$ref"))
            .and_then(Resolved::target);
        // A branch of a merged choice is a reference to the branch as written.
        let reference = match reference {
            Some(target)
                if target
                    .rsplit('/')
                    .next()
                    .is_some_and(|last| last.parse::<u16>().is_ok()) =>
            {
                let written = self.resolved.schema_at(&target);
                let next = written
                    .and_then(|value| value.get("$ref"))
                    .and_then(Value::as_str);
                next.and_then(Resolved::target).or(Some(target))
            }
            other => other,
        };
        let named = reference.as_deref().and_then(pointer::last);
        let named = named.filter(|name| name.parse::<u16>().is_err());
        let title = text("title")
            .map(str::to_owned)
            .filter(|title| title.len() <= 60);
        (named.or(title), reference)
    }

    fn label(&self, schema: &Schema, fallback: &str) -> String {
        let label = match &schema.ty {
            Type::Boolean => "boolean",
            Type::Int32 | Type::Int64 => "integer",
            Type::Number => "number",
            Type::Text => "text",
            Type::DateTime => "instant",
            Type::Date => "day",
            Type::Uuid => "identifier",
            Type::Bytes => "octets",
            Type::Null => "null",
            Type::Any => "anything",
            Type::Array(_) => "list",
            Type::Map(_) => "map",
            Type::Named(_) => fallback,
        };
        label.to_owned()
    }
}

impl Found<'_> {
    /// The value of a keyword.
    pub(super) fn get(&self, key: &str) -> Option<&Value> {
        self.schema.get(key)
    }
}
