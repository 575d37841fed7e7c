//! Schemas to types. Refuses composition, several types and numbers too wide for a type of the target.

use serde_json::{Map, Value};

use super::Lowering;
use crate::ir::{Kind, Member, Named, Schema, Type, TypeId};
use crate::pointer;

/// How many arrays and maps may contain one another without an object between.
const MAX_NESTING: usize = 32;

/// Keywords that change what a schema accepts and that no code is written for.
const UNSUPPORTED: [&str; 8] = [
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "discriminator",
    "minProperties",
    "maxProperties",
    "uniqueItems",
];

/// Every keyword that is understood, or that changes nothing about what is accepted.
const KNOWN: [&str; 27] = [
    "title",
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "required",
    "enum",
    "type",
    "items",
    "properties",
    "additionalProperties",
    "description",
    "format",
    "default",
    "nullable",
    "readOnly",
    "writeOnly",
    "example",
    "externalDocs",
    "deprecated",
    "xml",
];

impl Lowering<'_> {
    /// A schema of `components`: always a named type, be it an alias.
    pub(super) fn component(&mut self, name: &str, at: &str) {
        let Some(schema) = self.schema(at, name) else {
            return;
        };
        let own = matches!(schema.ty, Type::Named(id) if self.by_pointer.get(at) == Some(&id));
        if !own {
            let doc = self.doc(at);
            self.types.push(Named {
                name: name.to_owned(),
                doc,
                kind: Kind::Alias(schema),
            });
        }
    }

    /// The schema at `at`; `name` is what it is called if it must become a type of its own and has no better name.
    pub(super) fn schema(&mut self, at: &str, name: &str) -> Option<Schema> {
        let resolved = self.resolved;
        let followed = resolved.follow_at(at);
        let (value, at) = self.note(followed)?;
        let name = match at.strip_prefix("/components/schemas/") {
            Some(own) if !own.contains('/') => pointer::last(&at).unwrap_or_default(),
            _ => name.to_owned(),
        };
        let Some(schema) = value.as_object() else {
            self.error(
                "not-a-schema",
                &at,
                "a schema must be a mapping",
                "write `type: string`, for example",
            );
            return None;
        };
        let nullable = schema.get("nullable") == Some(&Value::Bool(true));
        if let Some(id) = self.by_pointer.get(&at) {
            return Some(Schema {
                ty: Type::Named(*id),
                nullable,
                checks: Vec::new(),
            });
        }
        if self.aliases.contains(&at) {
            self.unsupported(
                &at,
                "a schema that contains itself without an object between",
                "put an object between",
            );
            return None;
        }
        if self.aliases.len() >= MAX_NESTING {
            let what = format!("arrays and maps nested more than {MAX_NESTING} deep");
            self.unsupported(&at, what, "put an object between");
            return None;
        }
        let mut refused = false;
        for (key, _) in schema {
            let here = pointer::join(&at, key);
            if UNSUPPORTED.contains(&key.as_str()) {
                let what = format!("the keyword `{key}` in a schema");
                self.unsupported(
                    &here,
                    what,
                    "describe the combined schema as one object, for now",
                );
                refused = true;
            } else if !KNOWN.contains(&key.as_str()) && !key.starts_with("x-") {
                let message =
                    format!("`{key}` is no keyword of an OpenAPI 3.0 schema and is ignored");
                let diagnostic = resolved.document.error("unknown-keyword", &here, message);
                self.found.push(
                    diagnostic
                        .hint("check the spelling; extensions begin with `x-`")
                        .warning(),
                );
            }
        }
        if refused {
            return None;
        }
        self.aliases.push(at.clone());
        let ty = self.ty(schema, &at, &name);
        self.aliases.pop();
        let ty = ty?;
        let checks = self.checks(schema, &ty, &at);
        Some(Schema {
            ty,
            nullable,
            checks,
        })
    }

    fn ty(&mut self, schema: &Map<String, Value>, at: &str, name: &str) -> Option<Type> {
        let kind_at = pointer::join(at, "type");
        let kind = match schema.get("type") {
            Some(Value::String(kind)) => kind.as_str(),
            Some(Value::Array(_)) => {
                self.unsupported(
                    &kind_at,
                    "a list of types",
                    "OpenAPI 3.0 has one type and `nullable: true`",
                );
                return None;
            }
            Some(_) => {
                self.error(
                    "not-a-schema",
                    &kind_at,
                    "`type` must be text",
                    "write `type: string`, for example",
                );
                return None;
            }
            None if schema.contains_key("properties") => "object",
            None if schema.contains_key("items") => "array",
            None if schema.contains_key("enum") => "string",
            None => return Some(Type::Any),
        };
        let format = schema.get("format").and_then(Value::as_str);
        if schema.contains_key("enum") && kind != "string" {
            let at = pointer::join(at, "enum");
            self.unsupported(
                &at,
                "an enumeration of anything but strings",
                "use `type: string`, or leave `enum` out",
            );
            return None;
        }
        match (kind, format) {
            ("string", _) if schema.contains_key("enum") => self.enumeration(schema, at, name),
            ("string", Some("date-time")) => Some(Type::DateTime),
            ("string", Some("binary")) => {
                self.unsupported(
                    &pointer::join(at, "format"),
                    "binary content",
                    "only JSON bodies are supported",
                );
                None
            }
            ("string", _) => Some(Type::Text),
            ("integer", Some("int32")) => Some(Type::Int32),
            ("integer", _) => Some(Type::Int64),
            ("number", _) => Some(Type::Number),
            ("boolean", _) => Some(Type::Boolean),
            ("array", _) => {
                let items = pointer::join(at, "items");
                if !schema.contains_key("items") {
                    self.error(
                        "not-a-schema",
                        at,
                        "an array needs `items`",
                        "write `items: {}` for items of any type",
                    );
                    return None;
                }
                let items = self.schema(&items, &format!("{name} item"))?;
                Some(Type::Array(Box::new(items)))
            }
            ("object", _) => self.object(schema, at, name),
            (other, _) => {
                let message = format!("`{other}` is no type of an OpenAPI 3.0 schema");
                self.error(
                    "not-a-schema",
                    &kind_at,
                    message,
                    "one of string, integer, number, boolean, array, object",
                );
                None
            }
        }
    }

    fn enumeration(&mut self, schema: &Map<String, Value>, at: &str, name: &str) -> Option<Type> {
        let values = schema.get("enum").and_then(Value::as_array);
        let mut texts = Vec::new();
        for (index, value) in values.into_iter().flatten().enumerate() {
            match value {
                Value::String(text) if !texts.contains(text) => texts.push(text.clone()),
                Value::String(_) | Value::Null => {}
                _ => {
                    let at = format!("{at}/enum/{index}");
                    self.unsupported(
                        &at,
                        "a value of an enumeration that is no text",
                        "put it in quotes",
                    );
                }
            }
        }
        if texts.is_empty() {
            let at = pointer::join(at, "enum");
            self.error(
                "not-a-schema",
                &at,
                "`enum` must list at least one text",
                "list the values that are allowed",
            );
            return None;
        }
        let id = self.declare(at, name);
        self.types[id.0].kind = Kind::Enumeration(texts);
        Some(Type::Named(id))
    }

    fn object(&mut self, schema: &Map<String, Value>, at: &str, name: &str) -> Option<Type> {
        let additional = schema.get("additionalProperties");
        let described = schema.get("properties").and_then(Value::as_object);
        if described.is_none_or(Map::is_empty) {
            if additional == Some(&Value::Bool(false)) {
                return self.members(at, name);
            }
            let values = match additional {
                Some(Value::Object(_)) => {
                    let at = pointer::join(at, "additionalProperties");
                    self.schema(&at, &format!("{name} value"))?
                }
                _ => Schema {
                    ty: Type::Any,
                    nullable: false,
                    checks: Vec::new(),
                },
            };
            if schema
                .get("required")
                .is_some_and(|required| required != &Value::Array(Vec::new()))
            {
                let at = pointer::join(at, "required");
                self.unsupported(
                    &at,
                    "a required member that is not described",
                    "add it to `properties`",
                );
            }
            return Some(Type::Map(Box::new(values)));
        }
        if matches!(additional, Some(Value::Object(members)) if !members.is_empty()) {
            let at = pointer::join(at, "additionalProperties");
            let message =
                "members that are not described are ignored here, so their schema is not checked";
            let diagnostic = self
                .resolved
                .document
                .error("ignored-members", &at, message);
            self.found.push(
                diagnostic
                    .hint("describe the members in `properties`")
                    .warning(),
            );
        }
        self.members(at, name)
    }

    /// Declares an object. Its members are looked at later, in a loop: one of them may refer to it, and a chain of
    /// objects may be longer than any stack.
    fn members(&mut self, at: &str, name: &str) -> Option<Type> {
        let id = self.declare(at, name);
        self.pending.push_back((id, at.to_owned(), name.to_owned()));
        Some(Type::Named(id))
    }

    /// Looks at the members of every object declared so far, and of those that come up meanwhile.
    pub(super) fn settle(&mut self) {
        while let Some((id, at, name)) = self.pending.pop_front() {
            let resolved = self.resolved;
            if let Some(schema) = resolved.lookup(&at).and_then(Value::as_object) {
                let none = Map::new();
                let properties = schema
                    .get("properties")
                    .and_then(Value::as_object)
                    .unwrap_or(&none);
                self.types[id.0].kind = self.object_kind(schema, properties, &at, &name);
            }
        }
    }

    fn object_kind(
        &mut self,
        schema: &Map<String, Value>,
        properties: &Map<String, Value>,
        at: &str,
        name: &str,
    ) -> Kind {
        let mut required = Vec::new();
        let list = schema.get("required").and_then(Value::as_array);
        for (index, value) in list.into_iter().flatten().enumerate() {
            match value.as_str() {
                Some(member) if properties.contains_key(member) => required.push(member),
                Some(member) => {
                    let what = format!("the required member `{member}`, which is not described");
                    self.unsupported(
                        &format!("{at}/required/{index}"),
                        what,
                        "add it to `properties`",
                    );
                }
                None => {
                    let at = format!("{at}/required/{index}");
                    self.error(
                        "not-a-schema",
                        &at,
                        "`required` must list names",
                        "put the name in quotes",
                    );
                }
            }
        }
        let properties_at = pointer::join(at, "properties");
        let mut members = Vec::with_capacity(properties.len());
        for wire in properties.keys() {
            let at = pointer::join(&properties_at, wire);
            if let Some(schema) = self.schema(&at, &format!("{name} {wire}")) {
                members.push(Member {
                    wire: wire.clone(),
                    doc: self.doc(&at),
                    schema,
                    required: required.contains(&wire.as_str()),
                    indirect: false,
                });
            }
        }
        let closed = schema.get("additionalProperties") == Some(&Value::Bool(false));
        Kind::Object { members, closed }
    }

    fn declare(&mut self, at: &str, name: &str) -> TypeId {
        let id = TypeId(self.types.len());
        self.types.push(Named {
            name: name.to_owned(),
            doc: self.doc(at),
            kind: Kind::Object {
                members: Vec::new(),
                closed: false,
            },
        });
        self.by_pointer.insert(at.to_owned(), id);
        id
    }

    /// The description of what stands at `at`; that of what it refers to when it is a reference.
    pub(super) fn doc(&self, at: &str) -> String {
        let value = self.resolved.follow_at(at).ok().map(|(value, _)| value);
        let text = |key| {
            value
                .and_then(|value| value.get(key))
                .and_then(Value::as_str)
        };
        text("description")
            .or(text("title"))
            .unwrap_or_default()
            .trim()
            .to_owned()
    }
}
