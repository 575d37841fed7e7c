//! A schema as a standalone document of JSON Schema 2020-12, for validators. References stay references: what is referred
//! to stands once, below `$defs`.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::{Bound, Schema, SchemaId, Schemas, Type};

/// The direction in which a value travels (OpenAPI 3.0.3, Schema Object, `readOnly` and `writeOnly`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From client to server: members that are `readOnly` need not be there.
    Request,
    /// From server to client: members that are `writeOnly` need not be there.
    Response,
}

impl Schemas {
    /// The schema `id`, and everything that it refers to, as one document of JSON Schema 2020-12. A name that carries
    /// `readOnly` or `writeOnly` anywhere counts as such everywhere in it. What OpenAPI's integer formats limit is written
    /// out as bounds; a `$dynamicRef` that is not decided allows everything.
    #[must_use]
    pub fn json_schema(&self, id: SchemaId, direction: Direction) -> Value {
        let reached = self.reached(id);
        let flagged = |schema: &Schema| match direction {
            Direction::Request => schema.notes.read_only,
            Direction::Response => schema.notes.write_only,
        };
        let mut excused = HashSet::new();
        for schema in reached.all.iter().map(|id| &self[*id]) {
            let members = schema.properties();
            let members = members.filter(|(_, member)| flagged(&self[*member]));
            excused.extend(members.map(|(name, _)| name.as_str()));
        }
        let export = Export {
            schemas: self,
            excused,
            names: &reached.names,
        };
        let mut whole = Map::new();
        let draft = "https://json-schema.org/draft/2020-12/schema";
        whole.insert("$schema".to_owned(), draft.into());
        match export.schema(id) {
            Value::Object(members) => whole.extend(members),
            other => drop(whole.insert("allOf".to_owned(), json!([other]))),
        }
        let named = reached.names.iter();
        let named: Map<String, Value> = named
            .map(|(id, name)| (name.clone(), export.schema(*id)))
            .collect();
        if !named.is_empty() {
            whole.insert("$defs".to_owned(), Value::Object(named));
        }
        Value::Object(whole)
    }

    /// Every schema that `id` is made of or refers to, and names for those that are referred to.
    fn reached(&self, id: SchemaId) -> Reached {
        let mut reached = Reached::default();
        let mut known: HashSet<SchemaId> = HashSet::from([id]);
        let mut todo = vec![id];
        while let Some(next) = todo.pop() {
            reached.all.push(next);
            let schema = &self[next];
            let target = schema.reference.as_ref().and_then(|one| one.target);
            if let Some(target) = target {
                let name = || target.0.to_string();
                reached.names.entry(target).or_insert_with(name);
            }
            // Definitions count only where they are referred to.
            let definitions = &schema.composition.definitions;
            let parts = schema.parts().chain(target);
            for part in parts.filter(|part| {
                !definitions.values().any(|one| one == part) || Some(*part) == target
            }) {
                if known.insert(part) {
                    todo.push(part);
                }
            }
        }
        reached
    }
}

#[derive(Default)]
struct Reached {
    all: Vec<SchemaId>,
    names: IndexMap<SchemaId, String>,
}

struct Export<'a> {
    schemas: &'a Schemas,
    /// Names of members that need not be there.
    excused: HashSet<&'a str>,
    names: &'a IndexMap<SchemaId, String>,
}

impl Export<'_> {
    fn schema(&self, id: SchemaId) -> Value {
        let schema = &self.schemas[id];
        if let Some(boolean) = schema.boolean {
            return Value::Bool(boolean);
        }
        let mut out = Map::new();
        let name = schema.reference.as_ref().and_then(|one| one.target);
        if let Some(name) = name.and_then(|target| self.names.get(&target)) {
            out.insert("$ref".to_owned(), format!("#/$defs/{name}").into());
        }
        types(schema, &mut out);
        set(&mut out, "format", schema.format.clone());
        set(&mut out, "enum", schema.values.clone());
        numbers(schema, &mut out);
        set(&mut out, "minLength", schema.text.min_length);
        set(&mut out, "maxLength", schema.text.max_length);
        set(&mut out, "pattern", schema.text.pattern.clone());
        self.array(schema, &mut out);
        self.object(schema, &mut out);
        self.composition(schema, &mut out);
        Value::Object(out)
    }

    fn part(&self, out: &mut Map<String, Value>, key: &str, id: Option<SchemaId>) {
        set(out, key, id.map(|id| self.schema(id)));
    }

    fn list(&self, out: &mut Map<String, Value>, key: &str, ids: &[SchemaId]) {
        let list: Vec<Value> = ids.iter().map(|id| self.schema(*id)).collect();
        set(out, key, (!list.is_empty()).then_some(list));
    }

    fn named(&self, out: &mut Map<String, Value>, key: &str, ids: &IndexMap<String, SchemaId>) {
        let named = ids
            .iter()
            .map(|(name, id)| (name.clone(), self.schema(*id)));
        let named: Map<String, Value> = named.collect();
        set(
            out,
            key,
            (!named.is_empty()).then_some(Value::Object(named)),
        );
    }

    fn array(&self, schema: &Schema, out: &mut Map<String, Value>) {
        let array = &schema.array;
        self.list(out, "prefixItems", &array.prefix_items);
        self.part(out, "items", array.items);
        self.part(out, "contains", array.contains);
        self.part(out, "unevaluatedItems", array.unevaluated);
        set(out, "minContains", array.min_contains);
        set(out, "maxContains", array.max_contains);
        set(out, "minItems", array.min_items);
        set(out, "maxItems", array.max_items);
        set(out, "uniqueItems", array.unique.then_some(true));
    }

    fn object(&self, schema: &Schema, out: &mut Map<String, Value>) {
        let object = &schema.object;
        if let Some(properties) = &object.properties {
            self.named(out, "properties", properties);
        }
        self.named(out, "patternProperties", &object.pattern_properties);
        self.part(out, "additionalProperties", object.additional);
        self.part(out, "propertyNames", object.names);
        self.part(out, "unevaluatedProperties", object.unevaluated);
        self.named(out, "dependentSchemas", &object.dependent_schemas);
        set(out, "minProperties", object.min_properties);
        set(out, "maxProperties", object.max_properties);
        let required = object.required.iter();
        let required: Vec<&String> = required
            .filter(|name| !self.excused.contains(name.as_str()))
            .collect();
        set(
            out,
            "required",
            (!required.is_empty()).then(|| json!(required)),
        );
        let dependent = &object.dependent_required;
        set(
            out,
            "dependentRequired",
            (!dependent.is_empty()).then(|| json!(dependent)),
        );
    }

    fn composition(&self, schema: &Schema, out: &mut Map<String, Value>) {
        let composition = &schema.composition;
        let lists = [
            ("allOf", &composition.all_of),
            ("anyOf", &composition.any_of),
            ("oneOf", &composition.one_of),
        ];
        for (key, list) in lists {
            self.list(out, key, list.as_deref().unwrap_or_default());
        }
        self.part(out, "not", composition.not);
        self.part(out, "if", composition.condition);
        self.part(out, "then", composition.then);
        self.part(out, "else", composition.otherwise);
    }
}

fn set(out: &mut Map<String, Value>, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        out.insert(key.to_owned(), value.into());
    }
}

/// `type`. Without one, null is allowed already; an enumeration lists null itself.
fn types(schema: &Schema, out: &mut Map<String, Value>) {
    if schema.types.is_absent() {
        return;
    }
    let word = |kind: &Type| match kind {
        Type::File => "string",
        kind => kind.word(),
    };
    let mut words: Vec<&str> = schema.types.listed.iter().map(word).collect();
    if schema.types.null || schema.nullable {
        words.push("null");
    }
    out.insert("type".to_owned(), json!(words));
}

/// Limits of numbers, those of the formats of OpenAPI included.
fn numbers(schema: &Schema, out: &mut Map<String, Value>) {
    let number = &schema.number;
    let limits = [
        (&number.minimum, "minimum", "exclusiveMinimum"),
        (&number.maximum, "maximum", "exclusiveMaximum"),
    ];
    for (limit, inclusive, exclusive) in limits {
        if let Some(Bound {
            value,
            exclusive: excluded,
        }) = limit
        {
            let key = if *excluded { exclusive } else { inclusive };
            out.insert(key.to_owned(), Value::Number(value.clone()));
        }
    }
    if let Some(divisor) = &number.multiple_of {
        out.insert("multipleOf".to_owned(), Value::Number(divisor.clone()));
    }
    let bounds = match schema.format.as_deref() {
        Some("int32") => (i64::from(i32::MIN), i64::from(i32::MAX)),
        Some("int64") => (i64::MIN, i64::MAX),
        _ => return,
    };
    out.entry("minimum").or_insert(bounds.0.into());
    out.entry("maximum").or_insert(bounds.1.into());
}
