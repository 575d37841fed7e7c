//! The member that tells the branches of a choice apart, and its values. Refuses mappings to what is no branch; when a
//! value could mean several branches, all of them are tried instead.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Lowering;
use crate::ir::Discriminator;
use crate::pointer;
use crate::resolve::Resolved;
use crate::resolve::compose::MERGED;

/// How many references and choices may stand between a branch and the values of its member.
const MAX_DEPTH: usize = 8;
const CHOICES: [&str; 2] = ["oneOf", "anyOf"];

impl Lowering<'_> {
    /// Which value means which branch of the choice `key` at `inner`; nothing when a branch has no value of its own, so
    /// that all must be tried.
    pub(super) fn discriminator(
        &mut self,
        value: &Value,
        targets: &[Option<String>],
        inner: &str,
        key: &str,
    ) -> Option<Discriminator> {
        let at = pointer::join(inner, "discriminator");
        let wire = value
            .get("propertyName")
            .and_then(Value::as_str)?
            .to_owned();
        let mapping = value.get("mapping").and_then(Value::as_object);
        let mut values: Vec<(String, usize)> = Vec::new();
        for (value, target) in mapping.into_iter().flatten() {
            let target = target.as_str()?;
            let whole = Resolved::target(target)
                .unwrap_or_else(|| pointer::join("/components/schemas", target));
            let index = targets.iter().position(|one| one.as_ref() == Some(&whole));
            if index.is_none() {
                let at = pointer::join(&pointer::join(&at, "mapping"), value);
                let message = format!("`{target}` is none of the schemas to choose from");
                self.error(
                    "bad-discriminator",
                    &at,
                    message,
                    "refer to one of them, or remove this value",
                );
            }
            values.extend(index.map(|index| (value.clone(), index)));
        }
        let mapped: BTreeSet<usize> = values.iter().map(|(_, index)| *index).collect();
        for (index, target) in targets.iter().enumerate() {
            if mapped.contains(&index) {
                continue;
            }
            let name = target.as_deref().and_then(pointer::last);
            let mut own = BTreeSet::new();
            let listed = self.listed(&format!("{inner}/{key}/{index}"), &wire, &mut own, 0);
            // Without a mapping the names of the schemas are the values. Many descriptions forget the mapping; they mean
            // the values that the member can have.
            match name {
                Some(name) if !listed || own.contains(&name) => {
                    if !values.iter().any(|(known, _)| *known == name) {
                        values.push((name, index));
                    }
                }
                _ if !listed => return None,
                _ => {
                    for value in own {
                        if values.iter().any(|(known, _)| *known == value) {
                            return None;
                        }
                        values.push((value, index));
                    }
                }
            }
        }
        let complete =
            (0..targets.len()).all(|index| values.iter().any(|(_, known)| *known == index));
        complete.then_some(Discriminator { wire, values })
    }

    /// A member that tells the branches apart although nobody says so: every branch requires it, and no two branches
    /// allow it the same value.
    pub(super) fn tag(&self, count: usize, inner: &str, key: &str) -> Option<Discriminator> {
        let branch = |index: usize| format!("{inner}/{key}/{index}");
        let (first, _) = self.plain(&branch(0))?;
        let candidates = first.get("required").and_then(Value::as_array)?;
        let mut candidates = candidates.iter().filter_map(Value::as_str);
        candidates.find_map(|wire| {
            let mut values: Vec<(String, usize)> = Vec::new();
            for index in 0..count {
                let mut own = BTreeSet::new();
                if !self.always(&branch(index), wire)
                    || !self.listed(&branch(index), wire, &mut own, 0)
                {
                    return None;
                }
                for value in own {
                    if values.iter().any(|(known, _)| *known == value) {
                        return None;
                    }
                    values.push((value, index));
                }
            }
            let wire = wire.to_owned();
            Some(Discriminator { wire, values })
        })
    }

    /// The schema at `at` through references, merged, and where it stands.
    fn plain(&self, at: &str) -> Option<(&Value, String)> {
        let mut at = at.to_owned();
        for _ in 0..MAX_DEPTH {
            let mut value = self.resolved.schema_at(&at)?;
            if let Some(merged) = value.get(MERGED) {
                at = pointer::join(&at, MERGED);
                value = merged;
            }
            match value.get("$ref").and_then(Value::as_str) {
                Some(reference) => at = Resolved::target(reference)?,
                None => return Some((value, at)),
            }
        }
        None
    }

    /// Whether every value of the schema at `at`, which is no choice itself, is an object with the member `wire`, whose
    /// value is a text.
    fn always(&self, at: &str, wire: &str) -> bool {
        let Some((value, at)) = self.plain(at) else {
            return false;
        };
        let nullable = |value: &Value| value.get("nullable") == Some(&Value::Bool(true));
        if nullable(value) || CHOICES.iter().any(|key| value.get(*key).is_some()) {
            return false;
        }
        let required = value.get("required").and_then(Value::as_array);
        let required = required.is_some_and(|names| names.iter().any(|name| name == wire));
        let object = value.get("type").is_none_or(|kind| kind == "object");
        let member = pointer::join(&pointer::join(&at, "properties"), wire);
        let text = self.plain(&member).is_some_and(|(member, _)| {
            let texts = member.get("enum").and_then(Value::as_array);
            let kind = member.get("type").is_none_or(|kind| kind == "string");
            kind && !nullable(member)
                && texts.is_some_and(|texts| texts.iter().all(Value::is_string))
        });
        required && object && text
    }

    /// Adds the texts that the member `wire` of the schema at `at` can have; whether they are all listed.
    fn listed(&self, at: &str, wire: &str, found: &mut BTreeSet<String>, depth: usize) -> bool {
        let Some((value, at)) = self.plain(at).filter(|_| depth < MAX_DEPTH) else {
            return false;
        };
        for key in CHOICES {
            if let Some(branches) = value.get(key).and_then(Value::as_array) {
                return (0..branches.len()).all(|index| {
                    self.listed(&format!("{at}/{key}/{index}"), wire, found, depth + 1)
                });
            }
        }
        let member = pointer::join(&pointer::join(&at, "properties"), wire);
        let texts = self
            .plain(&member)
            .and_then(|(member, _)| member.get("enum"));
        let texts = texts.and_then(Value::as_array).into_iter().flatten();
        let texts: Vec<&str> = texts.filter_map(Value::as_str).collect();
        found.extend(texts.iter().map(|text| (*text).to_owned()));
        !texts.is_empty()
    }
}
