//! Instances for a schema: made so that it allows most of them, then changed at random places.

use serde_json::{Map, Value, json};

use super::random::Random;

/// How deep what is made may be nested; below, references are not followed any more.
const MAX_DEPTH: usize = 8;

/// What a wrapper's member, item or value holds.
pub(crate) fn wrap(wrapper: &Value, inside: &Value) -> Value {
    let schema = &wrapper["properties"]["v"];
    let value = match schema["type"].as_str() {
        Some("array") => json!([inside]),
        Some(_) => json!({ "k": inside }),
        None => inside.clone(),
    };
    json!({ "v": value })
}

/// An instance of a wrapper; half of them are changed.
pub(crate) fn instance(wrapper: &Value, components: &Value, random: &mut Random) -> Value {
    let mut maker = Maker { components, random };
    let mut value = maker.make(wrapper, 0);
    if maker.random.once_in(2) {
        for _ in 0..=maker.random.below(3) {
            change(&mut value["v"], maker.random);
        }
    }
    value
}

struct Maker<'a> {
    components: &'a Value,
    random: &'a mut Random,
}

impl Maker<'_> {
    fn make(&mut self, schema: &Value, depth: usize) -> Value {
        if depth > MAX_DEPTH {
            return Value::Null;
        }
        if let Some(reference) = schema["$ref"].as_str() {
            let target = self
                .components
                .pointer(reference.trim_start_matches("#/components"));
            return target.map_or(Value::Null, |target| self.make(target, depth + 1));
        }
        for key in ["oneOf", "anyOf"] {
            // What only says which members there are is no kind of value.
            let kinds = |branches: &&Vec<Value>| {
                branches
                    .iter()
                    .all(|one| one.get("required").is_none() || one.get("type").is_some())
            };
            if let Some(branches) = schema[key].as_array().filter(kinds) {
                let branch = &branches[self.random.below(branches.len())];
                return self.make(branch, depth + 1);
            }
        }
        if let Some(parts) = schema["allOf"].as_array() {
            return self.all(schema, parts, depth);
        }
        if let Some(values) = schema["enum"].as_array() {
            return self.random.pick(values).clone();
        }
        if let Some(only) = schema.get("const") {
            return only.clone();
        }
        let kind = match &schema["type"] {
            Value::String(kind) => kind.as_str(),
            Value::Array(kinds) => self.random.pick(kinds).as_str().unwrap_or_default(),
            _ => "",
        };
        match kind {
            "string" => self.text(schema),
            "integer" => self.integer(schema),
            "number" => match self.random.below(2) {
                0 => self.integer(schema),
                _ => json!(0.25 * self.random.below(200) as f64 - 25.0),
            },
            "boolean" => json!(self.random.once_in(2)),
            "null" => Value::Null,
            "array" => {
                let least = schema["minItems"].as_u64().unwrap_or(0) as usize;
                let most = schema["maxItems"].as_u64().unwrap_or(3) as usize;
                let count = least + self.random.below(most.saturating_sub(least) + 1);
                (0..count)
                    .map(|_| self.make(&schema["items"], depth + 1))
                    .collect()
            }
            "object" => self.object(schema, depth),
            _ => scalar(self.random),
        }
    }

    fn object(&mut self, schema: &Value, depth: usize) -> Value {
        let mut members = Map::new();
        let required: Vec<&str> = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        for (name, member) in schema["properties"].as_object().into_iter().flatten() {
            // What contains itself ends somewhere.
            let often = if depth > 4 { 4 } else { 2 };
            if required.contains(&name.as_str()) || self.random.once_in(often) {
                members.insert(name.clone(), self.make(member, depth + 1));
            }
        }
        let extra = match &schema["additionalProperties"] {
            Value::Bool(false) => None,
            Value::Object(_) => Some(&schema["additionalProperties"]),
            _ => Some(&Value::Null),
        };
        let least = schema["minProperties"].as_u64().unwrap_or(0) as usize;
        let missing = required.iter().filter(|name| !members.contains_key(**name));
        let mut names: Vec<String> = missing.map(|name| (*name).to_owned()).collect();
        if self.random.once_in(3) || members.len() + names.len() < least {
            names.extend(["k1".to_owned(), "k2".to_owned()]);
        }
        if let Some(schema) = extra {
            for name in names {
                let value = self.make(schema, depth + 1);
                members.insert(name, value);
            }
        }
        Value::Object(members)
    }

    /// What all parts allow, as far as objects and numbers can be laid over one another.
    fn all(&mut self, schema: &Value, parts: &[Value], depth: usize) -> Value {
        let mut whole = schema.clone();
        if let Value::Object(members) = &mut whole {
            members.shift_remove("allOf");
        }
        let has = |key: &str| parts.iter().any(|part| part.get(key).is_some());
        if !has("properties") && !has("required") {
            for part in parts {
                for (key, value) in part.as_object().into_iter().flatten() {
                    whole[key] = value.clone();
                }
            }
            return self.make(&whole, depth + 1);
        }
        let mut made = Map::new();
        for part in parts {
            if let Value::Object(members) = self.make(part, depth + 1) {
                made.extend(members);
            }
        }
        Value::Object(made)
    }

    fn integer(&mut self, schema: &Value) -> Value {
        let bound = |key: &str| schema[key].as_f64();
        let least = bound("minimum").or(bound("exclusiveMinimum"));
        let most = bound("maximum").or(bound("exclusiveMaximum"));
        let (least, most) = match (least, most) {
            (Some(least), Some(most)) => (least, most),
            (Some(least), None) => (least, least + 30.0),
            (None, Some(most)) => (most - 30.0, most),
            (None, None) => (-30.0, 30.0),
        };
        let width = (most - least).clamp(0.0, 100.0) as usize;
        let mut number = least as i64 + self.random.below(width + 2) as i64;
        if let Some(step) = schema["multipleOf"].as_i64().filter(|step| *step > 0) {
            number -= number % step;
        }
        match self.random.below(12) {
            0 => json!(number as f64),
            1 => self.random.pick(&edges()).clone(),
            _ => json!(number),
        }
    }

    fn text(&mut self, schema: &Value) -> Value {
        let fitting: &[&str] = match schema["format"].as_str() {
            Some("date-time") => &[
                "2026-01-31T12:00:00Z",
                "2024-02-29t23:59:59.123456789+05:30",
                "2026-01-31T12:00:00",
                "2026-02-29T12:00:00Z",
                "2026-01-31T24:00:00Z",
                "1998-12-31T23:59:60Z",
                "2026-01-31T12:00:60Z",
                "2026-01-31 12:00:00Z",
            ],
            Some("date") => &[
                "2026-01-31",
                "2024-02-29",
                "2026-02-29",
                "2026-1-31",
                "0000-01-01",
            ],
            Some("uuid") => &[
                "2eb8aa08-aa98-11ea-b4aa-73b441d16380",
                "2EB8AA08-AA98-11EA-B4AA-73B441D16380",
                "2eb8aa08aa9811eab4aa73b441d16380",
                "2eb8aa08-aa98-11ea-b4aa-73b441d1638",
            ],
            Some("byte") => &["", "AP8N", "YQ==", "YWI=", "YQ=", "Y", "a b", "YQ"],
            _ => &[
                "a", "ab", "abc", "foo", "bar", "b", "12", "é.", "a.b", "", "𝄞𝄞", "aé1",
            ],
        };
        let mut text = (*self.random.pick(fitting)).to_owned();
        let least = schema["minLength"].as_u64().unwrap_or(0) as usize;
        while text.chars().count() < least {
            text.push(*self.random.pick(&['a', 'b', '1', '.']));
        }
        Value::String(text)
    }
}

/// Changes one place of `value`.
fn change(value: &mut Value, random: &mut Random) {
    match value {
        Value::Array(items) if !items.is_empty() && !random.once_in(4) => {
            let at = random.below(items.len());
            match random.below(5) {
                0 => drop(items.remove(at)),
                1 => items.push(items[at].clone()),
                _ => change(&mut items[at], random),
            }
        }
        Value::Object(members) if !members.is_empty() && !random.once_in(4) => {
            let at = random.below(members.len());
            let name = members.keys().nth(at).cloned().unwrap_or_default();
            match random.below(6) {
                0 => drop(members.shift_remove(&name)),
                1 => drop(members.insert("q".to_owned(), scalar(random))),
                2 => {
                    let other = members.values().last().cloned().unwrap_or_default();
                    members.insert(name, other);
                }
                _ => change(&mut members[&name], random),
            }
        }
        Value::String(text) if !random.once_in(3) => match random.below(4) {
            0 => drop(text.pop()),
            1 => text.push('z'),
            2 => text.insert(0, 'é'),
            _ => text.push_str("abcdef"),
        },
        Value::Number(number) if !random.once_in(3) => {
            let plain = number.as_f64().unwrap_or_default();
            *value = match random.below(4) {
                0 => json!(plain + 1.0),
                1 => json!(plain - 1.0),
                2 => json!(plain + 0.5),
                _ => random.pick(&edges()).clone(),
            };
        }
        _ => *value = scalar(random),
    }
}

/// Numbers at which something ends.
fn edges() -> [Value; 16] {
    [
        json!(0),
        json!(-0.0),
        json!(i32::MAX),
        json!(i64::from(i32::MAX) + 1),
        json!(i64::from(i32::MIN) - 1),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(1e15),
        json!(9_007_199_254_740_993_i64),
        json!(i32::MIN),
        json!(-1),
        json!(0.1),
        json!(1e-9),
        json!(2.5),
        json!(20.0),
    ]
}

fn scalar(random: &mut Random) -> Value {
    match random.below(11) {
        0 => Value::Null,
        1 => json!(random.once_in(2)),
        2 => json!(random.below(40)),
        3 => json!(-1.5),
        4 => json!("a"),
        5 => json!("foo bar"),
        6 => json!([]),
        7 => json!([1, 1]),
        8 => json!({}),
        9 => json!({ "a": "a", "b": 1 }),
        _ => random.pick(&edges()).clone(),
    }
}
