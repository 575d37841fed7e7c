//! Schemas that are composed of others as one: the parts of `allOf` are merged, and a choice beside other keywords becomes
//! a choice between merged schemas. Members stay references to where they are written. Refuses nothing: parts that
//! contradict one another are marked.

mod both;
mod combine;
mod distribute;
mod normal;

use std::collections::HashMap;

use crate::schema::{Composition, Reference, Schema, SchemaId, Schemas};

/// How deep parts may be nested in parts.
const MAX_DEPTH: usize = 24;
/// How many branches a choice may have after choices were multiplied.
const MAX_BRANCHES: usize = 64;

/// Merges one schema, and on the way those that it is made of.
pub(crate) struct Merger<'a> {
    schemas: &'a Schemas,
    /// What is being merged, outermost first.
    active: Vec<SchemaId>,
    /// What was merged so far, with the outermost active schema that it lacks because it contains itself.
    done: HashMap<SchemaId, (SchemaId, usize)>,
    /// The outermost active schema that was left out of what is being merged; `usize::MAX` for none.
    lacks: usize,
}

impl Schemas {
    /// The schema in a form without compositions that can be folded: the parts of `allOf` are merged, a list of types is
    /// a choice of one type each, null is a flag, a choice beside other keywords is one between merged schemas, and what
    /// stands beside a reference is merged with what it refers to. A mere reference stays one. Computed when it is asked
    /// for first, and kept.
    ///
    /// What of the parts cannot be written as one schema stands in [`Composition::also`]; where they contradict
    /// one another, [`Composition::conflict`] names the keyword.
    #[must_use]
    pub fn merged(&self, id: SchemaId) -> SchemaId {
        if let Some(known) = self.known_form(id) {
            return known;
        }
        let merged = Merger::new(self).whole(id);
        self.keep_form(id, merged);
        merged
    }
}

impl<'a> Merger<'a> {
    pub(crate) fn new(schemas: &'a Schemas) -> Self {
        Self {
            schemas,
            active: Vec::new(),
            done: HashMap::new(),
            lacks: usize::MAX,
        }
    }

    /// The merged form of `id`: itself when it is fine as it stands.
    pub(crate) fn whole(&mut self, id: SchemaId) -> SchemaId {
        if let Some(known) = self.schemas.known_form(id) {
            return known;
        }
        if let Some((known, lacks)) = self.done.get(&id) {
            self.lacks = self.lacks.min(*lacks);
            return *known;
        }
        // Whoever contains itself through `allOf` contributes nothing the second time.
        if let Some(place) = self.active.iter().position(|active| *active == id) {
            self.lacks = self.lacks.min(place);
            return crate::schema::ALWAYS;
        }
        if self.active.len() > MAX_DEPTH {
            self.lacks = 0;
            return id;
        }
        let place = self.active.len();
        self.active.push(id);
        let before = std::mem::replace(&mut self.lacks, usize::MAX);
        let merged = self.merge(id).map_or(id, |merged| self.schemas.add(merged));
        self.active.pop();
        let lacks = if self.lacks < place {
            self.lacks
        } else {
            usize::MAX
        };
        self.lacks = before.min(lacks);
        if lacks == usize::MAX {
            self.schemas.keep_form(id, merged);
            self.schemas.keep_form(merged, merged);
        } else {
            self.done.insert(id, (merged, lacks));
        }
        merged
    }

    fn merge(&mut self, id: SchemaId) -> Option<Schema> {
        let normal = normal::normal(self.schemas, id);
        let schema = normal.as_ref().unwrap_or(&self.schemas[id]);
        let Some(parts) = &schema.composition.all_of else {
            return self.distribute(schema, 0, MAX_BRANCHES).or(normal);
        };
        let parts = parts.clone();
        let mut whole = schema.clone();
        whole.composition.all_of = None;
        if let Some(reference) = self.alias(&whole, &parts) {
            whole.types = crate::schema::Types::default();
            whole.reference = Some(reference);
            return Some(whole);
        }
        let mut nullable = !parts.is_empty();
        for part in parts {
            let Some(part) = self.flat(part) else {
                continue;
            };
            nullable &= part.nullable;
            self.combine(&mut whole, part, 0);
        }
        whole.nullable |= nullable;
        Some(self.distribute(&whole, 0, MAX_BRANCHES).unwrap_or(whole))
    }

    /// The schema `id` through references and merged.
    fn flat(&mut self, id: SchemaId) -> Option<Schema> {
        let schemas = self.schemas;
        let mut id = id;
        let mut notes: Vec<SchemaId> = Vec::new();
        for _ in 0..crate::schema::MAX_CHAIN {
            let form = self.whole(id);
            let Some(reference) = &schemas[form].reference else {
                let mut flat = schemas[form].clone();
                for alias in notes.iter().rev() {
                    overlay(&mut flat, &schemas[*alias]);
                }
                return Some(flat);
            };
            // An alias has words of its own about what it refers to; a mere reference has none that count here.
            if form != id {
                notes.push(form);
            }
            id = reference.target?;
        }
        None
    }

    /// What a schema with one part refers to, when it says nothing else than that part does.
    fn alias(&self, own: &Schema, parts: &[SchemaId]) -> Option<Reference> {
        let [part] = parts else {
            return None;
        };
        let reference = normal::reference_only(self.schemas, *part)?;
        let mut rest = own.clone();
        rest.types = crate::schema::Types::default();
        rest.is_unlimited().then_some(reference)
    }

    /// The schema that `id` leads to, as written.
    fn end(&self, id: SchemaId) -> Option<SchemaId> {
        self.schemas.follow(id)
    }

    fn add(&self, schema: Schema) -> SchemaId {
        let id = self.schemas.add(schema);
        self.schemas.keep_form(id, id);
        id
    }
}

/// Puts what an alias says over what it refers to.
fn overlay(flat: &mut Schema, alias: &Schema) {
    let (own, notes) = (&mut flat.notes, &alias.notes);
    let text = |own: &mut Option<String>, said: &Option<String>| {
        if said.is_some() {
            own.clone_from(said);
        }
    };
    text(&mut own.title, &notes.title);
    text(&mut own.description, &notes.description);
    if notes.default.is_some() {
        own.default.clone_from(&notes.default);
    }
    if !notes.examples.is_empty() {
        own.examples.clone_from(&notes.examples);
    }
    own.deprecated |= notes.deprecated;
    own.read_only |= notes.read_only;
    own.write_only |= notes.write_only;
    own.extensions.extend(notes.extensions.clone());
    flat.nullable |= alias.nullable;
}

/// Lets another schema hold beside `whole`.
fn also(merger: &Merger<'_>, whole: &mut Schema, other: Schema) {
    whole.composition.also.push(merger.add(other));
}

/// Whether a schema is a condition that no type is made of.
fn has_conditions(schema: &Schema) -> bool {
    let Composition {
        not,
        condition,
        also,
        ..
    } = &schema.composition;
    let (array, object) = (&schema.array, &schema.object);
    not.is_some()
        || condition.is_some()
        || !also.is_empty()
        || array.contains.is_some()
        || !array.prefix_items.is_empty()
        || object.names.is_some()
        || !object.dependent_required.is_empty()
        || !object.dependent_schemas.is_empty()
        || !object.pattern_properties.is_empty()
}

/// Whether a schema says what its parts look like.
fn has_shape(schema: &Schema) -> bool {
    let object = &schema.object;
    object.properties.is_some()
        || schema.array.items.is_some()
        || object.additional.is_some()
        || !object.required.is_empty()
}

/// Whether a schema has a keyword that limits values, conditions aside.
fn says_something(schema: &Schema) -> bool {
    has_shape(schema) || has_limits(schema)
}

fn has_limits(schema: &Schema) -> bool {
    let (text, array, object) = (&schema.text, &schema.array, &schema.object);
    !schema.types.is_absent()
        || schema.format.is_some()
        || schema.values.is_some()
        || text.pattern.is_some()
        || text.min_length.is_some()
        || text.max_length.is_some()
        || schema.number != crate::schema::NumberLimits::default()
        || array.min_items.is_some()
        || array.max_items.is_some()
        || array.unique
        || object.min_properties.is_some()
        || object.max_properties.is_some()
        || schema.composition.one_of.is_some()
        || schema.composition.any_of.is_some()
}
