//! Schemas as they are written, typed: every keyword of JSON Schema and of the dialects of OpenAPI. Schemas stand in one
//! arena and refer to one another by index, so that recursion is nothing special.

mod arena;
mod export;
mod id;
mod types;

use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::{Map, Number, Value};

pub use arena::Schemas;
pub(crate) use arena::{ALWAYS, MAX_CHAIN, NEVER};
pub use export::Direction;
pub use id::SchemaId;
pub use types::{Type, Types};

/// One schema. Each keyword holds for the values of the type that it is about, and for no others.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// Where it stands, as a JSON pointer into the description. A merged schema stands where its parts are combined.
    pub at: Arc<str>,
    /// `true` allows everything, `false` nothing; then there are no keywords.
    pub boolean: Option<bool>,
    /// What it refers to.
    pub reference: Option<Reference>,
    /// The types that are allowed; null is told apart.
    pub types: Types,
    /// Null is allowed beside the type: `nullable` in OpenAPI 3.0, a list of types that holds null since 3.1.
    pub nullable: bool,
    /// `format`
    pub format: Option<String>,
    /// The only values: `enum`, or `const` as the only one.
    pub values: Option<Vec<Value>>,
    /// Limits of numbers.
    pub number: NumberLimits,
    /// Limits of texts.
    pub text: TextLimits,
    /// Limits of arrays.
    pub array: ArrayLimits,
    /// Limits of objects.
    pub object: ObjectLimits,
    /// Other schemas that it is made of.
    pub composition: Composition,
    /// What changes nothing about which values are valid.
    pub notes: Notes,
}

/// `$ref`, or what stands for one: `$recursiveRef` and `$dynamicRef` where it can be decided what they mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// As written.
    pub text: String,
    /// What it leads to; `None` when that is nowhere, which is reported.
    pub target: Option<SchemaId>,
}

/// A limit of numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// The limit.
    pub value: Number,
    /// Whether the limit itself is excluded.
    pub exclusive: bool,
}

/// Limits of numbers (JSON Schema Validation, 6.2).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NumberLimits {
    /// `minimum` and `exclusiveMinimum`, the tighter one.
    pub minimum: Option<Bound>,
    /// `maximum` and `exclusiveMaximum`, the tighter one.
    pub maximum: Option<Bound>,
    /// `multipleOf`
    pub multiple_of: Option<Number>,
}

/// Limits of texts (JSON Schema Validation, 6.3 and 8).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextLimits {
    /// `minLength`, in code points.
    pub min_length: Option<u64>,
    /// `maxLength`, in code points.
    pub max_length: Option<u64>,
    /// `pattern`, not anchored.
    pub pattern: Option<String>,
    /// `contentEncoding`
    pub content_encoding: Option<String>,
    /// `contentMediaType`
    pub content_media_type: Option<String>,
    /// `contentSchema`
    pub content_schema: Option<SchemaId>,
}

/// Limits of arrays (JSON Schema Validation, 6.4; Core, 10.3.1).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArrayLimits {
    /// `items`: of all items, or of those behind `prefix_items`.
    pub items: Option<SchemaId>,
    /// `prefixItems`: of the first items, one by one.
    pub prefix_items: Vec<SchemaId>,
    /// `contains`
    pub contains: Option<SchemaId>,
    /// `minContains`
    pub min_contains: Option<u64>,
    /// `maxContains`
    pub max_contains: Option<u64>,
    /// `minItems`
    pub min_items: Option<u64>,
    /// `maxItems`
    pub max_items: Option<u64>,
    /// `uniqueItems`
    pub unique: bool,
    /// `unevaluatedItems`
    pub unevaluated: Option<SchemaId>,
}

/// Limits of objects (JSON Schema Validation, 6.5; Core, 10.3.2).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ObjectLimits {
    /// `properties`, in the order written.
    pub properties: Option<IndexMap<String, SchemaId>>,
    /// `patternProperties`, by regular expression.
    pub pattern_properties: IndexMap<String, SchemaId>,
    /// `additionalProperties`
    pub additional: Option<SchemaId>,
    /// `propertyNames`
    pub names: Option<SchemaId>,
    /// `required`, each name once.
    pub required: Vec<String>,
    /// `minProperties`
    pub min_properties: Option<u64>,
    /// `maxProperties`
    pub max_properties: Option<u64>,
    /// `dependentRequired`
    pub dependent_required: IndexMap<String, Vec<String>>,
    /// `dependentSchemas`
    pub dependent_schemas: IndexMap<String, SchemaId>,
    /// `unevaluatedProperties`
    pub unevaluated: Option<SchemaId>,
}

/// Other schemas that a schema is made of (JSON Schema Core, 10.2).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Composition {
    /// `allOf`: all of them hold.
    pub all_of: Option<Vec<SchemaId>>,
    /// `anyOf`: at least one holds.
    pub any_of: Option<Vec<SchemaId>>,
    /// `oneOf`: exactly one holds.
    pub one_of: Option<Vec<SchemaId>>,
    /// `not`
    pub not: Option<SchemaId>,
    /// `if`
    pub condition: Option<SchemaId>,
    /// `then`
    pub then: Option<SchemaId>,
    /// `else`
    pub otherwise: Option<SchemaId>,
    /// `discriminator`
    pub discriminator: Option<Discriminator>,
    /// `$defs` and `definitions`
    pub definitions: IndexMap<String, SchemaId>,
    /// `$dynamicRef`, where it cannot be decided what it means.
    pub dynamic: Option<String>,
    /// Of a merged schema: others that hold as well and that cannot be written as keywords of one.
    pub also: Vec<SchemaId>,
    /// Of a merged schema: the keyword about which its parts disagree.
    pub conflict: Option<&'static str>,
}

/// The member that tells which of several schemas a value has.
#[derive(Clone, Debug, PartialEq)]
pub struct Discriminator {
    /// `propertyName`
    pub property: String,
    /// `mapping`: values of the member, with the schemas that they mean.
    pub mapping: Vec<(String, Reference)>,
    /// `defaultMapping`: what is meant when the member is absent or has another value.
    pub default: Option<Reference>,
}

/// What a schema says without limiting values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notes {
    /// `title`
    pub title: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `default`
    pub default: Option<Value>,
    /// `examples`, and `example` as one of them.
    pub examples: Vec<Value>,
    /// `deprecated`
    pub deprecated: bool,
    /// `readOnly`
    pub read_only: bool,
    /// `writeOnly`
    pub write_only: bool,
    /// Members that begin with `x-`.
    pub extensions: Map<String, Value>,
}

impl Schema {
    /// The keyword of a choice between schemas and its branches: `oneOf`, or else `anyOf`.
    #[must_use]
    pub fn choice(&self) -> Option<(Choice, &[SchemaId])> {
        let one = self.composition.one_of.as_deref();
        let one = one.map(|branches| (Choice::OneOf, branches));
        let any = self.composition.any_of.as_deref();
        one.or(any.map(|branches| (Choice::AnyOf, branches)))
    }

    /// The schema of the member `name`.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<SchemaId> {
        self.object.properties.as_ref()?.get(name).copied()
    }

    /// The described members, in the order written.
    pub fn properties(&self) -> impl Iterator<Item = (&String, SchemaId)> {
        let members = self.object.properties.iter().flatten();
        members.map(|(name, id)| (name, *id))
    }

    /// Every schema that stands in it, with the tokens that lead from it there.
    pub fn parts(&self) -> impl Iterator<Item = SchemaId> {
        let (array, object, composition) = (&self.array, &self.object, &self.composition);
        let single = [
            self.text.content_schema,
            array.items,
            array.contains,
            array.unevaluated,
            object.additional,
            object.names,
            object.unevaluated,
            composition.not,
            composition.condition,
            composition.then,
            composition.otherwise,
        ];
        let lists = [
            &composition.all_of,
            &composition.any_of,
            &composition.one_of,
        ];
        let named = [
            &object.pattern_properties,
            &object.dependent_schemas,
            &composition.definitions,
        ];
        single
            .into_iter()
            .flatten()
            .chain(self.properties().map(|(_, id)| id))
            .chain(lists.into_iter().flatten().flatten().copied())
            .chain(array.prefix_items.iter().copied())
            .chain(named.into_iter().flat_map(IndexMap::values).copied())
            .chain(composition.also.iter().copied())
    }
}

/// The keyword of a choice between schemas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// At least one branch holds.
    AnyOf,
    /// Exactly one branch holds.
    OneOf,
}

impl Choice {
    /// As it is written.
    #[must_use]
    pub fn keyword(self) -> &'static str {
        match self {
            Self::AnyOf => "anyOf",
            Self::OneOf => "oneOf",
        }
    }
}
