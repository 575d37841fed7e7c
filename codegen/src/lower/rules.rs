//! Schemas that are conditions rather than types: what stands below `not`, `if`, `contains` and the like. Each keyword of
//! such a schema holds for the values that it is about, whatever else they are. Refuses what is no schema.

use serde_json::{Map, Value};

use super::Lowering;
use crate::ir::{Check, Schema, Type};
use crate::pointer;
use crate::resolve::Resolved;
use crate::resolve::compose::ALSO;

/// How many references are followed into conditions; beyond, what they lead to becomes a type of its own.
const MAX_INLINED: usize = 3;
/// How many characters a schema has at most that is written where it is referred to.
const MAX_LENGTH: usize = 600;
/// Keywords that hold for values of every type.
pub(super) const CONDITIONS: [&str; 3] = ["not", "if", ALSO];

impl Lowering<'_> {
    /// What the schema at `at` says about values of any type.
    pub(super) fn rules(&mut self, at: &str) -> Vec<Check> {
        let resolved = self.resolved;
        let schema = match resolved.schema_at(at) {
            Some(Value::Bool(true)) => return Vec::new(),
            Some(Value::Bool(false)) => return vec![never()],
            Some(Value::Object(schema)) => schema,
            _ => {
                let hint = "write `type: string`, for example";
                self.error("not-a-schema", at, "a schema must be a mapping", hint);
                return Vec::new();
            }
        };
        if let Some(reference) = schema.get("$ref") {
            let target = reference.as_str().and_then(Resolved::target);
            return match target.filter(|target| resolved.schema_at(target).is_some()) {
                Some(target) => self.referred(&target),
                None => {
                    self.lost(at, reference);
                    Vec::new()
                }
            };
        }
        self.keywords(schema, at);
        let mut checks = Vec::new();
        self.kind(schema, at, &mut checks);
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            checks.push(Check::Values(values.iter().map(Value::to_string).collect()));
        }
        checks.extend(self.checks(schema, &Type::Any, at));
        for index in 0..listed(schema, "allOf") {
            checks.extend(self.rules(&format!("{at}/allOf/{index}")));
        }
        for key in ["anyOf", "oneOf"]
            .into_iter()
            .filter(|key| schema.contains_key(*key))
        {
            let branches = 0..listed(schema, key);
            let mut branches: Vec<Vec<Check>> = branches
                .map(|index| self.rules(&format!("{at}/{key}/{index}")))
                .collect();
            if is_nullable(schema) && !schema.contains_key("type") {
                branches.push(vec![Check::Is(vec!["null".to_owned()])]);
            }
            checks.push(Check::Choice(branches, key == "oneOf"));
        }
        checks
    }

    /// What the schema at `target` says: written out, unless it is large or contains itself.
    fn referred(&mut self, target: &str) -> Vec<Check> {
        let around = self.inlined.iter().any(|at| at == target);
        let value = self.resolved.schema_at(target);
        let long = value.is_none_or(|value| value.to_string().len() > MAX_LENGTH);
        if around || long || self.inlined.len() >= MAX_INLINED {
            let name = pointer::last(target).unwrap_or_default();
            let schema = self.schema(target, &name);
            if matches!(schema.ty, Type::Named(_)) {
                return vec![Check::Fits(Box::new(schema))];
            }
            if around {
                let what = "a condition that contains itself without an object between";
                self.unsupported(target, what, "put an object between");
                return Vec::new();
            }
        }
        self.inlined.push(target.to_owned());
        let checks = self.rules(target);
        self.inlined.pop();
        checks
    }

    fn kind(&mut self, schema: &Map<String, Value>, at: &str, checks: &mut Vec<Check>) {
        let kind = match schema.get("type") {
            Some(Value::String(kind)) if KINDS.contains(&kind.as_str()) => kind,
            None => return,
            Some(_) => {
                let hint = "one of string, integer, number, boolean, array, object";
                let at = pointer::join(at, "type");
                self.error("not-a-schema", &at, "this is no type of a schema", hint);
                return;
            }
        };
        let null = (is_nullable(schema) && kind != "null").then(|| "null".to_owned());
        checks.push(Check::Is([kind.clone()].into_iter().chain(null).collect()));
        let format = schema.get("format").and_then(Value::as_str);
        let ty = super::schema::scalar(kind, format);
        let own = matches!(
            ty,
            Some(Type::Int32 | Type::DateTime | Type::Date | Type::Uuid | Type::Bytes)
        ) || format == Some("int64");
        if let Some(ty) = ty.filter(|_| own) {
            checks.push(Check::Fits(Box::new(Schema { ty, ..Self::any() })));
        }
    }

    /// What a schema says about values of `ty` by other schemas. Their own members and items are looked at as well when
    /// there is no type that has them.
    pub(super) fn composed(
        &mut self,
        schema: &Map<String, Value>,
        ty: &Type,
        at: &str,
        checks: &mut Vec<Check>,
    ) {
        let has = |key: &str| schema.contains_key(key);
        let below = |key: &str| pointer::join(at, key);
        let free = *ty == Type::Any;
        if has("not") {
            checks.push(Check::Not(self.rules(&below("not"))));
        }
        if has("if") && (has("then") || has("else")) {
            let parts = ["if", "then", "else"].map(|key| match has(key) {
                true => self.rules(&below(key)),
                false => Vec::new(),
            });
            checks.push(Check::If(Box::new(parts)));
        }
        for index in 0..listed(schema, ALSO) {
            checks.extend(self.rules(&format!("{}/{index}", below(ALSO))));
        }
        if free || matches!(ty, Type::Array(_)) {
            self.composed_items(schema, free, at, checks);
        }
        if free || matches!(ty, Type::Map(_)) {
            self.composed_members(schema, free, at, checks);
        }
    }

    fn composed_items(
        &mut self,
        schema: &Map<String, Value>,
        free: bool,
        at: &str,
        checks: &mut Vec<Check>,
    ) {
        let has = |key: &str| schema.contains_key(key);
        if has("contains") {
            let rules = self.rules(&pointer::join(at, "contains"));
            let least = match has("minContains") {
                true => self.count(schema, "minContains", at).unwrap_or(0),
                false => 1,
            };
            let most = self.count(schema, "maxContains", at);
            checks.push(Check::Contains(rules, least, most));
        }
        if has("prefixItems") || free && has("items") {
            let first = (0..listed(schema, "prefixItems"))
                .map(|index| self.rules(&format!("{at}/prefixItems/{index}")))
                .collect();
            let others = match has("items") {
                true => self.rules(&pointer::join(at, "items")),
                false => Vec::new(),
            };
            checks.push(Check::Items(first, others));
        }
    }

    fn composed_members(
        &mut self,
        schema: &Map<String, Value>,
        free: bool,
        at: &str,
        checks: &mut Vec<Check>,
    ) {
        let has = |key: &str| schema.contains_key(key);
        let names = |key: &str| -> Vec<String> {
            let members = schema.get(key).and_then(Value::as_object);
            members.into_iter().flat_map(Map::keys).cloned().collect()
        };
        let below = |key: &str| pointer::join(at, key);
        if has("propertyNames") {
            checks.push(Check::Names(self.rules(&below("propertyNames"))));
        }
        if has("dependentRequired") {
            let each = names("dependentRequired").into_iter().map(|name| {
                let needed = schema["dependentRequired"][&name].as_array();
                let needed = needed.into_iter().flatten().filter_map(Value::as_str);
                (name, needed.map(str::to_owned).collect())
            });
            checks.push(Check::DependentRequired(each.collect()));
        }
        let each = |own: &mut Self, key: &str| -> Vec<(String, Vec<Check>)> {
            let each = names(key).into_iter().map(|name| {
                let rules = own.rules(&pointer::join(&below(key), &name));
                (name, rules)
            });
            each.collect()
        };
        if has("dependentSchemas") {
            checks.push(Check::DependentSchemas(each(self, "dependentSchemas")));
        }
        let closed = ["properties", "additionalProperties"].into_iter().any(has);
        if has("patternProperties") || free && closed {
            let known = match free {
                true => each(self, "properties"),
                // The type looks at these itself.
                false => names("properties")
                    .into_iter()
                    .map(|name| (name, Vec::new()))
                    .collect(),
            };
            let mut patterns = each(self, "patternProperties");
            patterns
                .retain(|(pattern, _)| self.is_expression(pattern, &below("patternProperties")));
            let others = match has("additionalProperties") {
                true => self.rules(&below("additionalProperties")),
                false => Vec::new(),
            };
            checks.push(Check::Members {
                known,
                patterns,
                others,
            });
        }
    }

    /// Reports conditions beside a type whose values have no limits but its own.
    pub(super) fn unconditional(&mut self, schema: &Map<String, Value>, ty: &Type, at: &str) {
        let choice = ["oneOf", "anyOf", "enum"]
            .iter()
            .any(|key| schema.contains_key(*key));
        let fixed = match ty {
            Type::DateTime | Type::Date | Type::Uuid | Type::Bytes | Type::Null => true,
            Type::Named(_) => choice,
            _ => false,
        };
        for key in CONDITIONS
            .into_iter()
            .filter(|key| fixed && schema.contains_key(*key))
        {
            let (at, key) = match key {
                ALSO => (at.to_owned(), "allOf"),
                key => (pointer::join(at, key), key),
            };
            let what =
                format!("the keyword `{key}` in a schema of this kind, which is not enforced");
            let hint = "say it with other keywords, or check it in the implementation";
            self.unsupported(&at, what, hint);
        }
    }
}

const KINDS: [&str; 7] = [
    "string", "integer", "number", "boolean", "array", "object", "null",
];

/// What no value satisfies.
fn never() -> Check {
    Check::Not(Vec::new())
}

fn is_nullable(schema: &Map<String, Value>) -> bool {
    schema.get("nullable") == Some(&Value::Bool(true))
}

/// How many schemas a keyword lists.
fn listed(schema: &Map<String, Value>, key: &str) -> usize {
    schema
        .get(key)
        .and_then(Value::as_array)
        .map_or(0, Vec::len)
}
