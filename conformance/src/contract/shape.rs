//! A schema as it looks once references, `allOf` and the ways to say "or null" are folded together, one level at a time.
//! What is written last wins, the base of an `allOf` first. Refuses nothing: what leads nowhere says nothing.

use description::schema::{Choice, Type};
use description::{Schema, SchemaId, Schemas};
use indexmap::IndexMap;
use serde_json::Value;

/// How deep compositions are folded.
const DEPTH: usize = 24;

/// A schema with all that it is composed of.
#[derive(Clone, Debug, Default)]
pub(super) struct Folded<'a> {
    /// its parts, those that win last
    parts: Vec<&'a Schema>,
    /// one of several ways to say "or null" is there
    nullable: bool,
    /// a choice that stays one
    choice: Option<(Choice, Vec<SchemaId>)>,
}

/// `id` without references and compositions at its top.
pub(super) fn fold(schemas: &Schemas, id: SchemaId) -> Folded<'_> {
    let mut folded = Folded::default();
    add(schemas, id, DEPTH, &mut folded);
    folded
}

fn add<'a>(schemas: &'a Schemas, id: SchemaId, depth: usize, folded: &mut Folded<'a>) {
    let schema = &schemas[id];
    if depth == 0 {
        return;
    }
    if let Some(target) = schema.reference.as_ref().and_then(|one| one.target) {
        add(schemas, target, depth - 1, folded);
    }
    for part in schema.composition.all_of.iter().flatten() {
        add(schemas, *part, depth - 1, folded);
    }
    let choices = [
        (Choice::OneOf, &schema.composition.one_of),
        (Choice::AnyOf, &schema.composition.any_of),
    ];
    for (choice, branches) in choices {
        let Some(branches) = branches else { continue };
        let (nulls, others): (Vec<_>, Vec<_>) = branches
            .iter()
            .partition(|branch| says_null(&schemas[**branch]));
        if let [only] = others.as_slice() {
            add(schemas, *only, depth - 1, folded);
            folded.nullable |= !nulls.is_empty();
        } else {
            folded.choice = Some((choice, branches.clone()));
        }
    }
    folded.nullable |= schema.nullable || schema.types.null;
    folded.parts.push(schema);
}

fn says_null(schema: &Schema) -> bool {
    let only_null = |values: &Vec<Value>| values.iter().all(Value::is_null);
    schema.types.is_only_null() || schema.values.as_ref().is_some_and(only_null)
}

/// The name of the component that `id` refers to, `ProviderCredService`, through a lone part or branch too.
pub(super) fn component(schemas: &Schemas, id: SchemaId) -> Option<&str> {
    component_in(schemas, id, DEPTH)
}

fn component_in(schemas: &Schemas, id: SchemaId, depth: usize) -> Option<&str> {
    let schema = &schemas[id];
    if let Some(reference) = &schema.reference {
        return schemas.component_name(reference.target?);
    }
    let composition = &schema.composition;
    let lists = [
        &composition.all_of,
        &composition.any_of,
        &composition.one_of,
    ];
    let mut lists = lists.into_iter().flatten().filter(|_| depth > 0);
    lists.find_map(|list| {
        let mut named = list
            .iter()
            .filter_map(|id| component_in(schemas, *id, depth - 1));
        named.next().filter(|_| named.next().is_none())
    })
}

impl<'a> Folded<'a> {
    /// What the last part says that says something.
    pub(super) fn last<T>(&self, say: impl Fn(&'a Schema) -> Option<T>) -> Option<T> {
        self.parts.iter().rev().find_map(|part| say(part))
    }

    /// The types that are allowed, null aside.
    pub(super) fn types(&self) -> &'a [Type] {
        let listed = |part: &'a Schema| {
            let types = &part.types;
            (!types.is_absent()).then_some(types.listed.as_slice())
        };
        self.last(listed).unwrap_or_default()
    }

    /// It allows this type, null aside.
    pub(super) fn is(&self, kind: Type) -> bool {
        self.types().contains(&kind)
    }

    /// Null is a value of it.
    pub(super) fn is_nullable(&self) -> bool {
        self.nullable
    }

    /// An object, by its type or because it has properties.
    pub(super) fn is_object(&self) -> bool {
        self.is(Type::Object)
            || self
                .parts
                .iter()
                .any(|part| part.object.properties.is_some())
    }

    /// An array, by its type or because it has items.
    pub(super) fn is_array(&self) -> bool {
        self.is(Type::Array) || self.items().is_some()
    }

    /// The schema of its items.
    pub(super) fn items(&self) -> Option<SchemaId> {
        self.last(|part| part.array.items)
    }

    /// Its members, those of a base first.
    pub(super) fn properties(&self) -> IndexMap<&'a str, SchemaId> {
        let members = self.parts.iter().flat_map(|part| part.properties());
        members.map(|(name, id)| (name.as_str(), id)).collect()
    }

    /// The schema of the member `name`.
    pub(super) fn property(&self, name: &str) -> Option<SchemaId> {
        self.last(|part| part.property(name))
    }

    /// The members that must be there.
    pub(super) fn required(&self) -> impl Iterator<Item = &'a str> {
        let names = self.parts.iter().flat_map(|part| &part.object.required);
        names.map(String::as_str)
    }

    /// The branches of a choice between several schemas.
    pub(super) fn branches(&self) -> &[SchemaId] {
        self.choice.as_ref().map_or(&[], |(_, branches)| branches)
    }

    /// `format`
    pub(super) fn format(&self) -> Option<&'a str> {
        self.last(|part| part.format.as_deref())
    }

    /// `enum`, or `const` as its only value.
    pub(super) fn values(&self) -> Option<&'a [Value]> {
        self.last(|part| part.values.as_deref())
    }

    /// `description`; empty where there is none.
    pub(super) fn description(&self) -> &'a str {
        let said = self.last(|part| part.notes.description.as_deref());
        said.unwrap_or_default()
    }

    /// It is `readOnly`.
    pub(super) fn is_read_only(&self) -> bool {
        self.parts.iter().any(|part| part.notes.read_only)
    }

    /// It is `writeOnly`.
    pub(super) fn is_write_only(&self) -> bool {
        self.parts.iter().any(|part| part.notes.write_only)
    }

    /// A value that the description shows.
    pub(super) fn example(&self) -> Option<&'a Value> {
        let example = self.last(|part| part.notes.examples.first());
        example.filter(|example| !example.is_null())
    }

    /// `default`
    pub(super) fn default_value(&self) -> Option<&'a Value> {
        let default = self.last(|part| part.notes.default.as_ref());
        default.filter(|default| !default.is_null())
    }

    /// A value that the description names: an example, the only value, or the default.
    pub(super) fn shown(&self) -> Option<&'a Value> {
        let only = || match self.values() {
            Some([only]) if !only.is_null() => Some(only),
            _ => None,
        };
        self.example()
            .or_else(only)
            .or_else(|| self.default_value())
    }
}
