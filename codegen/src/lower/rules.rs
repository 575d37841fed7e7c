//! Schemas that are conditions rather than types: what stands below `not`, `if`, `contains` and the like. Each keyword of
//! such a schema holds for the values that it is about, whatever else they are.

use description::schema::{Choice, Types};
use description::{Schema as Written, SchemaId};
use indexmap::IndexMap;
use serde_json::Value;

use super::Lowering;
use crate::ir::{Check, Schema, Type};
use crate::pointer;

/// How many references are followed into conditions; beyond, what they lead to becomes a type of its own.
const MAX_INLINED: usize = 3;
/// How many schemas and values a schema holds at most that is written where it is referred to.
const MAX_PARTS: usize = 12;

impl Lowering<'_> {
    /// What the schema `id` says about values of any type.
    pub(super) fn rules(&mut self, id: SchemaId) -> Vec<Check> {
        let schemas = self.schemas;
        let schema = &schemas[id];
        match schema.boolean {
            Some(true) => return Vec::new(),
            Some(false) => return vec![never()],
            None => {}
        }
        let mut checks = match &schema.reference {
            Some(reference) => reference
                .target
                .map_or_else(Vec::new, |id| self.referred(id)),
            None => Vec::new(),
        };
        self.keywords(schema);
        self.kind(schema, &mut checks);
        if let Some(values) = &schema.values {
            checks.push(Check::Values(values.iter().map(Value::to_string).collect()));
        }
        checks.extend(self.checks(schema, &Type::Any));
        for part in schema.composition.all_of.iter().flatten() {
            checks.extend(self.rules(*part));
        }
        let choices = [
            (Choice::AnyOf, &schema.composition.any_of),
            (Choice::OneOf, &schema.composition.one_of),
        ];
        for (choice, branches) in choices {
            let Some(branches) = branches else {
                continue;
            };
            let mut branches: Vec<Vec<Check>> = branches.iter().map(|id| self.rules(*id)).collect();
            if schema.nullable && schema.types.is_absent() {
                branches.push(vec![Check::Is(vec!["null".to_owned()])]);
            }
            checks.push(Check::Choice(branches, choice == Choice::OneOf));
        }
        checks
    }

    /// What the schema that is referred to says: written out, unless it is large or contains itself.
    fn referred(&mut self, target: SchemaId) -> Vec<Check> {
        let around = self.inlined.contains(&target);
        if around || self.is_large(target) || self.inlined.len() >= MAX_INLINED {
            let at = self.schemas[target].at.clone();
            let name = pointer::last(&at).unwrap_or_default();
            let schema = self.schema(target, &name);
            if matches!(schema.ty, Type::Named(_)) {
                return vec![Check::Fits(Box::new(schema))];
            }
            if around {
                let what = "a condition that contains itself without an object between";
                self.unsupported(&at, what, "put an object between");
                return Vec::new();
            }
        }
        self.inlined.push(target);
        let checks = self.rules(target);
        self.inlined.pop();
        checks
    }

    /// Whether a schema holds more schemas than are written where it is referred to.
    fn is_large(&self, id: SchemaId) -> bool {
        let (mut todo, mut count) = (vec![id], 0);
        while let Some(next) = todo.pop() {
            count += 1 + self.schemas[next].values.as_ref().map_or(0, Vec::len);
            if count > MAX_PARTS {
                return true;
            }
            todo.extend(self.schemas[next].parts());
        }
        false
    }

    fn kind(&mut self, schema: &Written, checks: &mut Vec<Check>) {
        let Types { listed, null } = &schema.types;
        if schema.types.is_absent() {
            return;
        }
        let words = listed.iter().map(|kind| kind.word().to_owned());
        let null = (*null || schema.nullable).then(|| "null".to_owned());
        checks.push(Check::Is(words.chain(null).collect()));
        for kind in listed {
            let format = schema.format.as_deref();
            let ty = super::schema::scalar(*kind, format);
            let own = matches!(
                ty,
                Some(Type::Int32 | Type::DateTime | Type::Date | Type::Uuid | Type::Bytes)
            ) || format == Some("int64");
            if let Some(ty) = ty.filter(|_| own) {
                checks.push(Check::Fits(Box::new(Schema { ty, ..Self::any() })));
            }
        }
    }

    /// What a schema says about values of `ty` by other schemas. Their own members and items are looked at as well when
    /// there is no type that has them.
    pub(super) fn composed(&mut self, schema: &Written, ty: &Type, checks: &mut Vec<Check>) {
        let composition = &schema.composition;
        let free = *ty == Type::Any;
        if let Some(not) = composition.not {
            checks.push(Check::Not(self.rules(not)));
        }
        let (then, otherwise) = (composition.then, composition.otherwise);
        if composition.condition.is_some() && (then.is_some() || otherwise.is_some()) {
            let parts = [composition.condition, then, otherwise];
            let parts = parts.map(|part| part.map_or_else(Vec::new, |id| self.rules(id)));
            checks.push(Check::If(Box::new(parts)));
        }
        for other in &composition.also {
            checks.extend(self.rules(*other));
        }
        if free || matches!(ty, Type::Array(_)) {
            self.composed_items(schema, free, checks);
        }
        if free || matches!(ty, Type::Map(_)) {
            self.composed_members(schema, free, checks);
        }
    }

    fn composed_items(&mut self, schema: &Written, free: bool, checks: &mut Vec<Check>) {
        let array = &schema.array;
        if let Some(contains) = array.contains {
            let rules = self.rules(contains);
            let least = array.min_contains.unwrap_or(1);
            checks.push(Check::Contains(rules, least, array.max_contains));
        }
        if !array.prefix_items.is_empty() || free && array.items.is_some() {
            let first = array
                .prefix_items
                .iter()
                .map(|id| self.rules(*id))
                .collect();
            let others = array.items.map_or_else(Vec::new, |id| self.rules(id));
            checks.push(Check::Items(first, others));
        }
    }

    fn composed_members(&mut self, schema: &Written, free: bool, checks: &mut Vec<Check>) {
        let object = &schema.object;
        if let Some(names) = object.names {
            checks.push(Check::Names(self.rules(names)));
        }
        if !object.dependent_required.is_empty() {
            let each = object.dependent_required.clone().into_iter();
            checks.push(Check::DependentRequired(each.collect()));
        }
        if !object.dependent_schemas.is_empty() {
            checks.push(Check::DependentSchemas(
                self.each(&object.dependent_schemas),
            ));
        }
        let closed = object.properties.is_some() || object.additional.is_some();
        if !object.pattern_properties.is_empty() || free && closed {
            let nothing = IndexMap::new();
            let properties = object.properties.as_ref().unwrap_or(&nothing);
            let known = match free {
                true => self.each(properties),
                // The type looks at these itself.
                false => properties
                    .keys()
                    .map(|name| (name.clone(), Vec::new()))
                    .collect(),
            };
            let mut patterns = self.each(&object.pattern_properties);
            let at = pointer::join(&schema.at, "patternProperties");
            patterns.retain(|(pattern, _)| self.is_expression(pattern, &at));
            let others = object.additional.map_or_else(Vec::new, |id| self.rules(id));
            checks.push(Check::Members {
                known,
                patterns,
                others,
            });
        }
    }

    fn each(&mut self, named: &IndexMap<String, SchemaId>) -> Vec<(String, Vec<Check>)> {
        let each = named
            .iter()
            .map(|(name, id)| (name.clone(), self.rules(*id)));
        each.collect()
    }

    /// Reports conditions beside a type whose values have no limits but its own.
    pub(super) fn unconditional(&mut self, schema: &Written, ty: &Type) {
        let composition = &schema.composition;
        let fixed = match ty {
            Type::DateTime | Type::Date | Type::Uuid | Type::Bytes | Type::Null => true,
            Type::Named(_) => schema.choice().is_some() || schema.values.is_some(),
            _ => false,
        };
        let conditions = [
            ("not", composition.not.is_some(), true),
            ("if", composition.condition.is_some(), true),
            ("allOf", !composition.also.is_empty(), false),
        ];
        for (key, _, below) in conditions
            .into_iter()
            .filter(|(_, there, _)| fixed && *there)
        {
            let at = match below {
                true => pointer::join(&schema.at, key),
                false => schema.at.to_string(),
            };
            let what =
                format!("the keyword `{key}` in a schema of this kind, which is not enforced");
            let hint = "say it with other keywords, or check it in the implementation";
            self.unsupported(&at, what, hint);
        }
    }
}

/// What no value satisfies.
fn never() -> Check {
    Check::Not(Vec::new())
}
