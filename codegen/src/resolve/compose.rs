//! Schemas that are composed of others as one: the parts of `allOf` are merged, and a choice beside other keywords
//! becomes a choice between merged schemas. What is merged is added below [`MERGED`]; members stay references to
//! where they are written. Refuses nothing: parts that contradict one another are marked with [`CONFLICT`].

mod combine;

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::references;
use crate::pointer;

use combine::{combine, is_impossible};

/// The key below which the merged form of a schema stands.
pub(crate) const MERGED: &str = "x-codegen-merged";
/// The key that names the keyword about which the parts of a schema disagree.
pub(crate) const CONFLICT: &str = "x-codegen-conflict";
/// The key that lists schemas that hold as well and that no type is made of.
pub(crate) const ALSO: &str = "x-codegen-also";
/// How deep parts may be nested in parts.
const MAX_DEPTH: usize = 12;
/// How many branches a choice may have after choices were multiplied.
const MAX_BRANCHES: usize = 64;

/// Keywords beside a choice that each of its branches has to know.
const SHAPES: [&str; 4] = ["properties", "items", "additionalProperties", "required"];
/// Keywords that are conditions on values, in groups that only mean something together.
const CONDITIONS: [&[&str]; 8] = [
    &["not"],
    &["if", "then", "else"],
    &["contains", "minContains", "maxContains"],
    &["prefixItems", "items"],
    &["propertyNames"],
    &["dependentRequired"],
    &["dependentSchemas"],
    &["patternProperties", "additionalProperties"],
];
/// Keywords that limit values.
const LIMITS: [&str; 18] = [
    "type",
    "format",
    "enum",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "oneOf",
    "anyOf",
];

type Schema = Map<String, Value>;

/// Adds the merged form to every schema of `composed`.
pub(super) fn compose(document: &mut Value, composed: &[String]) {
    let mut composer = Composer {
        document,
        memo: HashMap::new(),
    };
    let merged: Vec<(&String, Option<Schema>)> = composed
        .iter()
        .map(|at| (at, composer.merged(at, 0)))
        .collect();
    for (at, merged) in merged {
        if let (Some(merged), Some(Value::Object(schema))) = (merged, document.pointer_mut(at)) {
            schema.insert(MERGED.to_owned(), Value::Object(merged));
        }
    }
}

struct Composer<'a> {
    document: &'a Value,
    memo: HashMap<String, Option<Schema>>,
}

impl Composer<'_> {
    /// The merged form of the schema at `at`; `None` when it is fine as it stands.
    fn merged(&mut self, at: &str, depth: usize) -> Option<Schema> {
        if let Some(known) = self.memo.get(at) {
            return known.clone();
        }
        if depth > MAX_DEPTH {
            return None;
        }
        // Whoever contains itself through `allOf` contributes nothing the second time.
        self.memo.insert(at.to_owned(), Some(Schema::new()));
        let merged = self.merge(at, depth);
        self.memo.insert(at.to_owned(), merged.clone());
        merged
    }

    fn merge(&mut self, at: &str, depth: usize) -> Option<Schema> {
        let schema = crate::pointer::find(self.document, at)?.as_object()?;
        let own = by_reference(schema, at);
        let parts = schema.get("allOf").and_then(Value::as_array);
        let Some(parts) = parts else {
            return distribute(self, &own, depth, MAX_BRANCHES);
        };
        let mut whole = own;
        whole.shift_remove("allOf");
        if let Some(alias) = alias(&whole, parts) {
            return Some(alias);
        }
        let mut nullable = !parts.is_empty();
        for (index, _) in parts.iter().enumerate() {
            let Some(part) = self.flat(&format!("{at}/allOf/{index}"), depth + 1) else {
                continue;
            };
            nullable &= part.get("nullable") == Some(&Value::Bool(true));
            combine(self, &mut whole, part, depth);
        }
        if nullable {
            whole.insert("nullable".to_owned(), Value::Bool(true));
        }
        Some(distribute(self, &whole, depth, MAX_BRANCHES).unwrap_or(whole))
    }

    /// The schema at `at`, through references and merged, with its parts by reference.
    fn flat(&mut self, at: &str, depth: usize) -> Option<Schema> {
        let at = self.follow(at)?;
        if let Some(merged) = self.merged(&at, depth) {
            return match merged
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(references::target)
            {
                Some(target) if depth < MAX_DEPTH => {
                    let mut flat = self.flat(&target, depth + 1)?;
                    for (key, value) in merged.into_iter().filter(|(key, _)| key != "$ref") {
                        flat.insert(key, value);
                    }
                    Some(flat)
                }
                _ => Some(merged),
            };
        }
        Some(by_reference(
            crate::pointer::find(self.document, &at)?.as_object()?,
            &at,
        ))
    }

    fn follow(&self, at: &str) -> Option<String> {
        let mut at = at.to_owned();
        for _ in 0..super::MAX_CHAIN {
            let value = crate::pointer::find(self.document, &at)?;
            match value.get("$ref").and_then(Value::as_str) {
                Some(reference) => at = references::target(reference)?,
                None => return Some(at),
            }
        }
        None
    }

    /// A schema value that may be a reference, flat.
    fn part(&mut self, value: &Value, depth: usize) -> Option<Schema> {
        match value
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(references::target)
        {
            Some(target) => self.flat(&target, depth),
            None => value.as_object().cloned(),
        }
    }
}

/// A reference that says nothing else than one part does.
fn alias(own: &Schema, parts: &[Value]) -> Option<Schema> {
    let reference = match parts {
        [one] => one.get("$ref")?,
        _ => return None,
    };
    let plain = own.keys().all(|key| {
        key.starts_with("x-")
            || matches!(
                key.as_str(),
                "description"
                    | "title"
                    | "nullable"
                    | "default"
                    | "readOnly"
                    | "writeOnly"
                    | "example"
                    | "examples"
                    | "deprecated"
                    | "externalDocs"
                    | "xml"
                    | "type"
            )
    });
    plain.then(|| {
        let mut alias = own.clone();
        alias.shift_remove("type");
        alias.insert("$ref".to_owned(), reference.clone());
        alias
    })
}

/// A copy whose subschemas are references to where they are written.
fn by_reference(schema: &Schema, at: &str) -> Schema {
    let link = |at: &str| json!({ "$ref": format!("#{}", at.replace('%', "%25")) });
    let mut copy = Schema::new();
    for (key, value) in schema {
        let here = pointer::join(at, key);
        let value = match (key.as_str(), value) {
            ("properties", Value::Object(members)) => Value::Object(
                members
                    .keys()
                    .map(|name| (name.clone(), link(&pointer::join(&here, name))))
                    .collect(),
            ),
            ("items" | "additionalProperties", Value::Object(_)) => link(&here),
            ("oneOf" | "anyOf", Value::Array(items)) => (0..items.len())
                .map(|index| link(&format!("{here}/{index}")))
                .collect(),
            (MERGED, _) => continue,
            (_, value) => value.clone(),
        };
        copy.insert(key.clone(), value);
    }
    copy
}

/// A choice beside other keywords as a choice between schemas that have them all; of no more than `room` branches.
fn distribute(
    composer: &mut Composer<'_>,
    whole: &Schema,
    depth: usize,
    room: usize,
) -> Option<Schema> {
    let key = ["oneOf", "anyOf"]
        .into_iter()
        .find(|key| whole.contains_key(*key))?;
    if depth > MAX_DEPTH {
        return None;
    }
    let branches = whole.get(key)?.as_array()?.clone();
    let mut base = whole.clone();
    base.shift_remove(key);
    let conditions = base.keys().any(|key| is_condition(key));
    if !conditions && !base.keys().any(|key| says_something(key)) {
        return None;
    }
    let mut parts = Vec::new();
    for branch in branches.iter().take(room) {
        parts.push(composer.part(branch, depth + 1)?);
    }
    let shapes = conditions || SHAPES.iter().any(|key| base.contains_key(*key));
    if !shapes && parts.iter().all(|part| implies(part, &base)) {
        return parts.iter().any(|part| contradicts(part, &base)).then(|| {
            let mut marked = whole.clone();
            marked.insert(CONFLICT.to_owned(), "type".into());
            marked
        });
    }
    let mut choices = Vec::new();
    let shaped = |part: &Schema| {
        part.keys()
            .any(|key| key != "required" && says_something(key))
    };
    if !parts.iter().any(shaped) {
        // Only combinations of required members: the object stays one type.
        let empty = |part: &Schema| {
            !part
                .keys()
                .any(|key| is_condition(key) || key == "required")
        };
        if parts.iter().any(empty) {
            base.insert(CONFLICT.to_owned(), key.into());
        } else {
            also(&mut base, json!({ key: branches }));
        }
        return Some(base);
    }
    for (branch, part) in branches.iter().zip(parts) {
        let name = branch
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|to| to.rsplit('/').next());
        let mut choice = base.clone();
        for key in [
            "description",
            "title",
            "nullable",
            "default",
            "example",
            "discriminator",
        ] {
            choice.shift_remove(key);
        }
        combine(composer, &mut choice, part, depth + 1);
        let possible = !is_impossible(&choice);
        if let Some(inner) = distribute(composer, &choice, depth + 1, room / branches.len().max(1))
        {
            choice = inner;
        }
        if let Some(name) = name.filter(|name| name.parse::<usize>().is_err()) {
            choice.insert("title".to_owned(), name.into());
            choice.insert("x-codegen-choice".to_owned(), branch["$ref"].clone());
        }
        choices.push((possible, choice));
    }
    if choices.iter().any(|(possible, _)| *possible) {
        choices.retain(|(possible, _)| *possible);
    }
    let kept = [
        "description",
        "title",
        "nullable",
        "default",
        "discriminator",
        "readOnly",
        "writeOnly",
    ];
    base.retain(|key, _| kept.contains(&key.as_str()));
    if let ([(_, only)], true) = (choices.as_slice(), branches.len() > 1) {
        let mut only = only.clone();
        only.shift_remove("x-codegen-choice");
        base.shift_remove("discriminator");
        only.extend(base);
        return Some(only);
    }
    let choices = choices.into_iter().map(|(_, choice)| Value::Object(choice));
    base.insert(key.to_owned(), choices.collect());
    if branches.len() > room {
        base.insert(CONFLICT.to_owned(), key.into());
    }
    Some(base)
}

/// Whether a branch says already what stands beside the choice.
fn implies(part: &Schema, base: &Schema) -> bool {
    base.iter()
        .filter(|(key, _)| LIMITS.contains(&key.as_str()))
        .all(|(key, value)| match (key.as_str(), part.get(key)) {
            // Who names another type beside a choice means the choice.
            ("type", Some(_)) => true,
            ("type", None) => ["properties", "items", "oneOf", "anyOf", "enum"]
                .iter()
                .any(|key| part.contains_key(*key)),
            (_, own) => own == Some(value),
        })
}

/// Whether a branch has another type than what stands beside the choice.
fn contradicts(part: &Schema, base: &Schema) -> bool {
    let numbers = |kind: &Value| kind == "integer" || kind == "number";
    match (part.get("type"), base.get("type")) {
        (Some(own), Some(other)) => own != other && !(numbers(own) && numbers(other)),
        _ => false,
    }
}

fn says_something(key: &str) -> bool {
    SHAPES.contains(&key) || LIMITS.contains(&key)
}

/// Whether a keyword is a condition that no type is made of.
fn is_condition(key: &str) -> bool {
    key == ALSO || CONDITIONS.iter().any(|group| group[0] == key)
}

/// Lets another schema hold beside `whole`.
fn also(whole: &mut Schema, other: Value) {
    let list = whole.entry(ALSO).or_insert_with(|| json!([]));
    if let Value::Array(list) = list {
        list.push(other);
    }
}

fn is_annotation(key: &str) -> bool {
    matches!(
        key,
        "description" | "title" | "example" | "examples" | "default" | "deprecated"
    ) || key.starts_with("x-")
}

impl Composer<'_> {
    fn follow_value(&self, value: &Value) -> Option<String> {
        let target = value
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(references::target)?;
        self.follow(&target)
    }
}
