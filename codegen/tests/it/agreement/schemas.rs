//! Random schemas in the dialect of 2020-12, made of the keywords that generated code enforces, conditions among them, and the same schemas
//! as OpenAPI 3.0 writes them.

use serde_json::{Map, Value, json};

use super::random::Random;

const NAMES: [&str; 6] = ["a", "b", "type", "x-y", "ü", "A"];
const PATTERNS: [&str; 8] = [
    "^a",
    "b$",
    "^[a-c]{1,3}$",
    "[0-9]+",
    "^(foo|bar)?$",
    "\\.",
    "^\\S+$",
    "é",
];
const TEXTS: [&str; 8] = ["a", "b", "foo", "BAR", "", "a b", "1", "ü"];

/// `count` schemas, by name; with `old`, all of them can be said in OpenAPI 3.0.
pub(super) fn schemas(count: usize, old: bool, random: &mut Random) -> Map<String, Value> {
    let mut maker = Maker {
        random,
        old,
        count,
        at: 0,
    };
    (0..count)
        .map(|at| {
            maker.at = at;
            (format!("S{at}"), maker.schema(0))
        })
        .collect()
}

struct Maker<'a> {
    random: &'a mut Random,
    old: bool,
    count: usize,
    at: usize,
}

impl Maker<'_> {
    fn schema(&mut self, depth: usize) -> Value {
        let deep = depth > 2;
        let mut schema = match self.random.below(if deep { 12 } else { 24 }) {
            0..=3 => self.text(),
            4..=6 => self.number("integer"),
            7..=8 => self.number("number"),
            9 => self.fixed(),
            10 => self.untyped(),
            11 => json!({ "type": "boolean" }),
            12..=14 => self.array(depth),
            15..=19 => self.object(depth),
            20 => return self.choice(depth),
            21 => return self.several(depth),
            22 if self.at > 0 => return self.earlier(),
            _ => return self.parts(depth),
        };
        if self.random.once_in(4) {
            self.condition(&mut schema, depth);
        } else if self.random.once_in(6) && schema["type"].is_string() {
            schema["type"] = json!([schema["type"], "null"]);
            if let Some(Value::Array(values)) = schema.get_mut("enum") {
                values.push(Value::Null);
            }
        }
        schema
    }

    /// What values are that a schema of this kind allows, said by other schemas.
    fn condition(&mut self, schema: &mut Value, depth: usize) {
        let names = ["a", "b", "type"];
        let (one, other) = (*self.random.pick(&names), *self.random.pick(&names));
        let modern = !self.old;
        let fixed = ["enum", "const", "format"]
            .iter()
            .any(|key| schema.get(*key).is_some());
        let (key, value) = match (schema["type"].as_str(), self.random.below(9)) {
            (Some("object"), 0) => (
                "anyOf",
                json!([{ "required": [one] }, { "required": [other] }]),
            ),
            (Some("object"), 1) => (
                "oneOf",
                json!([{ "required": ["a"], "not": { "required": ["k1"] } }, { "required": ["b"] }]),
            ),
            (Some("object"), 2) if modern => {
                schema["then"] = json!({ "required": [one], "maxProperties": 3 });
                schema["else"] = json!({ "properties": { other: self.schema(depth + 2) } });
                (
                    "if",
                    json!({ "properties": { other: { "type": "string" } }, "required": [other] }),
                )
            }
            (Some("object"), 3) if modern => (
                "propertyNames",
                json!({ "pattern": "^[a-kx]", "maxLength": 3 }),
            ),
            (Some("object"), 4) if modern => ("dependentRequired", json!({ one: [other] })),
            (Some("object"), 5) if modern => {
                let then =
                    json!({ "minProperties": 2, "properties": { other: self.schema(depth + 2) } });
                ("dependentSchemas", json!({ one: then }))
            }
            (Some("object"), 6) if modern => (
                "patternProperties",
                json!({ "^[ak]": self.schema(depth + 2), "2$": {} }),
            ),
            (Some("object"), _) => (
                "not",
                json!({ "required": [one], "properties": { one: self.schema(depth + 2) } }),
            ),
            (Some("array"), 0..=2) if modern => {
                let most = 1 + self.random.below(3);
                if self.random.once_in(2) {
                    schema["minContains"] = json!(self.random.below(3));
                }
                schema["maxContains"] = json!(most);
                ("contains", schema["items"].clone())
            }
            (Some("array"), 3..=4) if modern => (
                "prefixItems",
                json!([self.schema(depth + 2), schema["items"]]),
            ),
            (Some("array"), _) => (
                "not",
                json!({ "type": "array", "maxItems": self.random.below(2) }),
            ),
            (_, 0..=2) if modern && !fixed => {
                schema["then"] = json!({ "minimum": 3, "pattern": "^[a-z]" });
                ("if", json!({ "maxLength": 2, "multipleOf": 2 }))
            }
            _ if !fixed => ("not", json!({ "enum": ["a", "foo", 2, 0, true, 1.5] })),
            _ => return,
        };
        schema[key] = value;
    }

    fn earlier(&mut self) -> Value {
        let other = self.random.below(self.at);
        json!({ "$ref": format!("#/components/schemas/S{other}") })
    }

    fn text(&mut self) -> Value {
        let mut schema = json!({ "type": "string" });
        match self.random.below(6) {
            0 => {
                let format = *self.random.pick(&["date-time", "date", "uuid", "byte"]);
                schema["format"] = json!(format);
            }
            1 => {
                let from = self.random.below(TEXTS.len() - 3);
                schema["enum"] = json!(TEXTS[from..from + 3]);
            }
            _ => {
                if self.random.once_in(2) {
                    schema["minLength"] = json!(self.random.below(4));
                }
                if self.random.once_in(2) {
                    schema["maxLength"] = json!(2 + self.random.below(5));
                }
                if self.random.once_in(3) {
                    schema["pattern"] = json!(*self.random.pick(&PATTERNS));
                }
            }
        }
        schema
    }

    fn number(&mut self, kind: &str) -> Value {
        let mut schema = json!({ "type": kind });
        let whole = kind == "integer";
        let limit = |random: &mut Random| {
            let number = i32::try_from(random.below(40)).unwrap_or_default() - 20;
            match (whole, random.below(3)) {
                (false, 0) => json!(f64::from(number) + 0.5),
                _ => json!(number),
            }
        };
        if whole && self.random.once_in(2) {
            schema["format"] = json!(*self.random.pick(&["int32", "int64"]));
        }
        for key in ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"] {
            if self.random.once_in(4) {
                schema[key] = limit(self.random);
            }
        }
        match self.random.below(8) {
            0 if whole => schema["multipleOf"] = json!(1 + self.random.below(5)),
            0 => schema["multipleOf"] = json!(*self.random.pick(&[0.5, 0.25, 2.0, 0.1])),
            1 => schema = json!({ "type": kind, "enum": [1, 2, -3] }),
            _ => {}
        }
        schema
    }

    /// One value, or some.
    fn fixed(&mut self) -> Value {
        match self.random.below(4) {
            0 => json!({ "const": *self.random.pick(&TEXTS) }),
            1 => json!({ "const": self.random.below(4) }),
            2 => json!({ "type": "boolean", "enum": [self.random.once_in(2)] }),
            _ => json!({ "enum": [1.5, 2, 1e3] }),
        }
    }

    /// What says nothing about the type.
    fn untyped(&mut self) -> Value {
        match self.random.below(5) {
            0 => json!({ "minLength": 2 }),
            1 => json!({ "minimum": 1, "maxLength": 3 }),
            2 => json!({ "pattern": "^a", "maxItems": 1 }),
            3 => json!({ "required": ["a"], "maxProperties": 2 }),
            _ => json!({}),
        }
    }

    fn array(&mut self, depth: usize) -> Value {
        let mut schema = json!({ "type": "array", "items": self.schema(depth + 1) });
        if self.random.once_in(3) {
            schema["minItems"] = json!(self.random.below(3));
        }
        if self.random.once_in(3) {
            schema["maxItems"] = json!(1 + self.random.below(3));
        }
        if self.random.once_in(3) {
            schema["uniqueItems"] = json!(true);
        }
        schema
    }

    fn object(&mut self, depth: usize) -> Value {
        let (mut properties, mut required) = (Map::new(), Vec::new());
        for name in NAMES {
            if self.random.once_in(3) {
                let schema = match self.random.below(8) {
                    // Members may lead back to what contains them.
                    0 => {
                        let other = self.random.below(self.count);
                        json!({ "$ref": format!("#/components/schemas/S{other}") })
                    }
                    _ => self.schema(depth + 1),
                };
                let back = schema.get("$ref").is_some();
                properties.insert(name.to_owned(), schema);
                if self.random.once_in(2) && !back {
                    required.push(json!(name));
                }
            }
        }
        if self.random.once_in(8) {
            required.push(json!("z"));
        }
        let mut schema = json!({ "type": "object" });
        if !properties.is_empty() {
            schema["properties"] = Value::Object(properties);
        }
        if !required.is_empty() {
            schema["required"] = Value::Array(required);
        }
        match self.random.below(5) {
            0 => schema["additionalProperties"] = json!(false),
            1 => schema["additionalProperties"] = self.schema(depth + 1),
            2 => schema["additionalProperties"] = json!(true),
            _ => {}
        }
        if self.random.once_in(6) {
            schema["minProperties"] = json!(1 + self.random.below(2));
        }
        if self.random.once_in(6) {
            schema["maxProperties"] = json!(1 + self.random.below(4));
        }
        schema
    }

    fn choice(&mut self, depth: usize) -> Value {
        let key = *self.random.pick(&["oneOf", "anyOf"]);
        let count = 2 + self.random.below(2);
        let branches: Vec<Value> = (0..count).map(|_| self.schema(depth + 1)).collect();
        json!({ key: branches })
    }

    fn several(&mut self, depth: usize) -> Value {
        if self.old {
            return self.choice(depth);
        }
        match self.random.below(3) {
            0 => json!({ "type": ["string", "integer"], "minLength": 2, "minimum": 3 }),
            1 => {
                json!({ "type": ["array", "boolean", "null"], "items": self.schema(depth + 1), "maxItems": 2 })
            }
            _ => json!({ "type": "null" }),
        }
    }

    /// Several schemas that all must hold, of one kind.
    fn parts(&mut self, depth: usize) -> Value {
        let own = |maker: &mut Self| match depth {
            0..=1 => maker.object(depth + 1),
            _ => maker.number("integer"),
        };
        let count = 2 + self.random.below(2);
        let parts: Vec<Value> = (0..count)
            .map(|_| {
                let mut part = own(self);
                // A closed part means the whole here, which is said in the list of differences.
                if part.get("additionalProperties") == Some(&json!(false)) {
                    part["additionalProperties"] = json!(true);
                }
                part
            })
            .collect();
        json!({ "allOf": parts })
    }
}

/// The same schema as OpenAPI 3.0 writes it.
pub(super) fn down(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(down),
        Value::Object(members) => {
            if let Some(Value::Array(types)) = members.get("type") {
                let types: Vec<Value> = types
                    .iter()
                    .filter(|kind| *kind != "null")
                    .cloned()
                    .collect();
                members.insert(
                    "type".to_owned(),
                    types.first().cloned().unwrap_or_default(),
                );
                members.insert("nullable".to_owned(), json!(true));
            }
            if let Some(only) = members.remove("const") {
                members.insert("enum".to_owned(), json!([only]));
            }
            for (key, limit, lower) in [
                ("exclusiveMinimum", "minimum", true),
                ("exclusiveMaximum", "maximum", false),
            ] {
                let Some(exclusive) = members.get(key).and_then(Value::as_f64) else {
                    continue;
                };
                let other = members.get(limit).and_then(Value::as_f64);
                let tighter = other.is_none_or(|other| {
                    if lower {
                        exclusive >= other
                    } else {
                        exclusive <= other
                    }
                });
                let written = members.remove(key).unwrap_or_default();
                if tighter {
                    members.insert(limit.to_owned(), written);
                    members.insert(key.to_owned(), json!(true));
                }
            }
            for (key, member) in members.iter_mut() {
                match key.as_str() {
                    "properties" => members_of(member).for_each(down),
                    "items" | "additionalProperties" | "allOf" | "oneOf" | "anyOf" | "not" => {
                        down(member)
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn members_of(value: &mut Value) -> impl Iterator<Item = &mut Value> {
    value.as_object_mut().into_iter().flat_map(Map::values_mut)
}
