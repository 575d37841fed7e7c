//! The member that tells the branches of a choice apart, and its values. Refuses mappings to what is no branch; when a
//! value could mean several branches, all of them are tried instead.

use std::collections::{BTreeSet, HashMap};

use description::schema::{Discriminator as Written, Type};
use description::{Schema, SchemaId};
use indexmap::IndexMap;
use serde_json::Value;

use super::Lowering;
use crate::ir::Discriminator;
use crate::pointer;

/// How many references and choices may stand between a branch and the values of its member.
const MAX_DEPTH: usize = 8;

impl Lowering<'_> {
    /// Which value means which branch of a choice; nothing when a branch has no value of its own, so that all must be
    /// tried.
    pub(super) fn discriminator(
        &mut self,
        written: &Written,
        targets: &[Option<SchemaId>],
        schema: &Schema,
        branches: &[SchemaId],
    ) -> Option<Discriminator> {
        let wire = written.property.clone();
        if written.default.is_some() {
            let at = pointer::join(&schema.at, "discriminator");
            let what = "`defaultMapping`, which is not obeyed";
            self.unsupported(&pointer::join(&at, "defaultMapping"), what, "use `mapping`");
        }
        let mut values: IndexMap<String, usize> = IndexMap::new();
        let places = targets.iter().enumerate().rev();
        let places: HashMap<SchemaId, usize> = places
            .filter_map(|(index, target)| Some((target.as_ref().copied()?, index)))
            .collect();
        for (value, reference) in &written.mapping {
            let index = reference
                .target
                .and_then(|target| places.get(&target).copied());
            if index.is_none() {
                let at = pointer::join(&schema.at, "discriminator");
                let at = pointer::join(&pointer::join(&at, "mapping"), value);
                let message = format!("`{}` is none of the schemas to choose from", reference.text);
                let hint = "refer to one of them, or remove this value";
                self.error("bad-discriminator", &at, message, hint);
            }
            values.extend(index.map(|index| (value.clone(), index)));
        }
        let mapped: BTreeSet<usize> = values.values().copied().collect();
        for (index, target) in targets.iter().enumerate() {
            if mapped.contains(&index) {
                continue;
            }
            let name = target.and_then(|target| pointer::last(&self.schemas[target].at));
            let mut own = BTreeSet::new();
            let listed = self.listed(branches[index], &wire, &mut own, 0);
            // Without a mapping the names of the schemas are the values. Many descriptions forget the mapping; they mean
            // the values that the member can have.
            match name {
                Some(name) if !listed || own.contains(&name) => {
                    values.entry(name).or_insert(index);
                }
                _ if !listed => return None,
                _ => {
                    for value in own {
                        if values.insert(value, index).is_some() {
                            return None;
                        }
                    }
                }
            }
        }
        let meant: BTreeSet<usize> = values.values().copied().collect();
        let values = values.into_iter().collect();
        (meant.len() == targets.len()).then_some(Discriminator { wire, values })
    }

    /// A member that tells the branches apart although nothing says so: every branch requires it, and no two branches
    /// allow it the same value.
    pub(super) fn tag(&self, branches: &[SchemaId]) -> Option<Discriminator> {
        let first = self.plain(*branches.first()?)?;
        let mut candidates = first.object.required.iter();
        candidates.find_map(|wire| {
            let mut values: IndexMap<String, usize> = IndexMap::new();
            for (index, branch) in branches.iter().enumerate() {
                let mut own = BTreeSet::new();
                if !self.always(*branch, wire) || !self.listed(*branch, wire, &mut own, 0) {
                    return None;
                }
                for value in own {
                    if values.insert(value, index).is_some() {
                        return None;
                    }
                }
            }
            let (wire, values) = (wire.clone(), values.into_iter().collect());
            Some(Discriminator { wire, values })
        })
    }

    /// The schema `id` through references, merged.
    fn plain(&self, id: SchemaId) -> Option<&Schema> {
        self.find(id).map(|found| found.schema)
    }

    /// Whether every value of the schema `id`, which is no choice itself, is an object with the member `wire`, whose value
    /// is a text.
    fn always(&self, id: SchemaId, wire: &str) -> bool {
        let Some(schema) = self.plain(id) else {
            return false;
        };
        if schema.nullable || schema.choice().is_some() {
            return false;
        }
        let is = |schema: &Schema, kind: Type| {
            schema.types.is_absent() || schema.types.single() == Some(kind)
        };
        let text = |member: &Schema| {
            let texts = member.values.as_ref();
            let texts = texts.is_some_and(|texts| texts.iter().all(Value::is_string));
            is(member, Type::String) && !member.nullable && texts
        };
        let member = schema.property(wire).and_then(|id| self.plain(id));
        let required = schema.object.required.iter().any(|name| name == wire);
        required && is(schema, Type::Object) && member.is_some_and(text)
    }

    /// Adds the texts that the member `wire` of the schema `id` can have; whether they are all listed.
    fn listed(&self, id: SchemaId, wire: &str, found: &mut BTreeSet<String>, depth: usize) -> bool {
        let Some(schema) = self.plain(id).filter(|_| depth < MAX_DEPTH) else {
            return false;
        };
        if let Some((_, branches)) = schema.choice() {
            let mut branches = branches.iter();
            return branches.all(|branch| self.listed(*branch, wire, found, depth + 1));
        }
        let member = schema.property(wire).and_then(|id| self.plain(id));
        let texts = member.and_then(|member| member.values.as_ref());
        let texts = texts.into_iter().flatten().filter_map(Value::as_str);
        let texts: Vec<&str> = texts.collect();
        found.extend(texts.iter().map(|text| (*text).to_owned()));
        !texts.is_empty()
    }
}
