//! The arena of schemas: those that are written, and those that merging adds when they are asked for.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use indexmap::IndexMap;

use super::{Reference, Schema, SchemaId, Types};

/// How many references may lead to one another.
pub(crate) const MAX_CHAIN: usize = 64;

#[derive(Debug, Default)]
struct Node {
    schema: Schema,
    merged: OnceLock<SchemaId>,
}

/// Every schema of a description.
#[derive(Debug)]
pub struct Schemas {
    nodes: boxcar::Vec<Node>,
    by_pointer: HashMap<Arc<str>, SchemaId>,
    components: IndexMap<String, SchemaId>,
    heirs: HashMap<SchemaId, Vec<SchemaId>>,
}

/// The schema that allows everything; it stands nowhere.
pub(crate) const ALWAYS: SchemaId = SchemaId(0);
/// The schema that allows nothing; it stands nowhere.
pub(crate) const NEVER: SchemaId = SchemaId(1);

impl Default for Schemas {
    fn default() -> Self {
        let schemas = Self {
            nodes: boxcar::Vec::new(),
            by_pointer: HashMap::new(),
            components: IndexMap::new(),
            heirs: HashMap::new(),
        };
        for boolean in [true, false] {
            schemas.add(Schema {
                boolean: Some(boolean),
                ..Schema::default()
            });
        }
        schemas
    }
}

impl std::ops::Index<SchemaId> for Schemas {
    type Output = Schema;

    fn index(&self, id: SchemaId) -> &Schema {
        &self.nodes[id.0 as usize].schema
    }
}

impl Schemas {
    /// How many there are, merged ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.count()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The schema that stands at a JSON pointer.
    #[must_use]
    pub fn at(&self, pointer: &str) -> Option<SchemaId> {
        self.by_pointer.get(pointer).copied()
    }

    /// The schemas of `components`, in the order written.
    pub fn components(&self) -> impl Iterator<Item = (&String, SchemaId)> {
        self.components.iter().map(|(name, id)| (name, *id))
    }

    /// The name in `components` of a schema that stands there.
    #[must_use]
    pub fn component_name(&self, id: SchemaId) -> Option<&str> {
        let name = self[id].at.strip_prefix("/components/schemas/")?;
        let index = (!name.contains('/')).then(|| crate::pointer::last(&self[id].at))??;
        let (name, known) = self.components.get_key_value(&index)?;
        (*known == id).then_some(name)
    }

    /// What `id` is after its references; `None` when they lead nowhere or round in a circle.
    #[must_use]
    pub fn follow(&self, id: SchemaId) -> Option<SchemaId> {
        let mut id = id;
        for _ in 0..MAX_CHAIN {
            match &self[id].reference {
                Some(reference) => id = reference.target?,
                None => return Some(id),
            }
        }
        None
    }

    /// The schemas of `components` that refer to `id` by `allOf`: what a discriminator of it may mean beside itself
    /// (OpenAPI 3.0.3, Discriminator Object).
    #[must_use]
    pub fn heirs(&self, id: SchemaId) -> &[SchemaId] {
        self.heirs.get(&id).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn known_form(&self, id: SchemaId) -> Option<SchemaId> {
        self.nodes[id.0 as usize].merged.get().copied()
    }

    pub(crate) fn keep_form(&self, id: SchemaId, merged: SchemaId) {
        // Whoever computes it twice comes to an equal one; the first is kept.
        let _ = self.nodes[id.0 as usize].merged.set(merged);
    }

    /// Adds a schema that is not written anywhere.
    pub(crate) fn add(&self, schema: Schema) -> SchemaId {
        let node = Node {
            schema,
            merged: OnceLock::new(),
        };
        let index = self.nodes.push(node);
        SchemaId(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// Adds a place for a schema that is about to be read, so that it stands before its parts.
    pub(crate) fn reserve(&mut self, at: Arc<str>) -> SchemaId {
        let id = self.add(Schema::default());
        self.by_pointer.insert(at, id);
        id
    }

    pub(crate) fn fill(&mut self, id: SchemaId, schema: Schema) {
        if let Some(node) = self.nodes.get_mut(id.0 as usize) {
            node.schema = schema;
        }
    }

    /// Lets the reference that `slot` finds in a schema lead to `target`.
    pub(crate) fn lead(
        &mut self,
        id: SchemaId,
        slot: impl FnOnce(&mut Schema) -> Option<&mut Reference>,
        target: Option<SchemaId>,
    ) {
        let node = self.nodes.get_mut(id.0 as usize);
        if let Some(reference) = node.and_then(|node| slot(&mut node.schema)) {
            reference.target = target;
        }
    }

    pub(crate) fn name(&mut self, name: String, id: SchemaId) {
        self.components.insert(name, id);
    }

    /// Notes which schemas refer to which by `allOf`.
    pub(crate) fn relate(&mut self) {
        let mut heirs: HashMap<SchemaId, Vec<SchemaId>> = HashMap::new();
        for id in self.components.values().copied() {
            for part in self[id].composition.all_of.iter().flatten() {
                let base = self.follow(*part).filter(|base| base != part);
                if let Some(base) = base {
                    heirs.entry(base).or_default().push(id);
                }
            }
        }
        self.heirs = heirs;
    }

    /// Whether `id` allows every value, whatever it is called.
    #[must_use]
    pub fn allows_everything(&self, id: SchemaId) -> bool {
        let schema = &self[id];
        schema.boolean == Some(true) || (schema.boolean.is_none() && schema.is_unlimited())
    }
}

impl Schema {
    /// Whether no keyword limits values.
    #[must_use]
    pub fn is_unlimited(&self) -> bool {
        self.boolean != Some(false)
            && self.reference.is_none()
            && self.types == Types::default()
            && self.format.is_none()
            && self.values.is_none()
            && self.number == super::NumberLimits::default()
            && self.text == super::TextLimits::default()
            && self.array == super::ArrayLimits::default()
            && self.object == super::ObjectLimits::default()
            && self.composition == super::Composition::default()
    }
}
