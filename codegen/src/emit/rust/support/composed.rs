//! Objects with members that nobody described, members that travel one way only, and choices between types.

use std::collections::BTreeMap;

use serde_json::Value;

use super::json::{Members, Pointer, Violations};
use super::optional::Optional;

impl Members<'_> {
    /// A member that must be there in an answer, and is never null.
    pub fn answered<T>(
        &mut self,
        name: &str,
        decode: impl FnOnce(&Value, &Pointer<'_>, &mut Violations) -> Option<T>,
    ) -> Option<Option<T>> {
        match self.violations.is_answer() {
            true => self.required(name, decode).map(Some),
            false => self.optional(name, decode),
        }
    }

    /// A member that must be there in an answer, and may be null.
    pub fn answered_nullable<T>(
        &mut self,
        name: &str,
        decode: impl FnOnce(&Value, &Pointer<'_>, &mut Violations) -> Option<T>,
    ) -> Option<Optional<T>> {
        match self.violations.is_answer() {
            true => self.required_nullable(name, decode).map(or_null),
            false => self.optional_nullable(name, decode),
        }
    }

    /// A member that must be there in a request, and is never null.
    pub fn sent<T>(
        &mut self,
        name: &str,
        decode: impl FnOnce(&Value, &Pointer<'_>, &mut Violations) -> Option<T>,
    ) -> Option<Option<T>> {
        match self.violations.is_answer() {
            true => self.optional(name, decode),
            false => self.required(name, decode).map(Some),
        }
    }

    /// A member that must be there in a request, and may be null.
    pub fn sent_nullable<T>(
        &mut self,
        name: &str,
        decode: impl FnOnce(&Value, &Pointer<'_>, &mut Violations) -> Option<T>,
    ) -> Option<Optional<T>> {
        match self.violations.is_answer() {
            true => self.optional_nullable(name, decode),
            false => self.required_nullable(name, decode).map(or_null),
        }
    }

    /// Notes every one of `names` that is not there.
    pub fn demand(&mut self, names: &[&str]) {
        for name in names
            .iter()
            .filter(|name| !self.members.contains_key(**name))
        {
            self.violations.add(
                &Pointer::Member(self.at, name),
                "required",
                "this member is required",
            );
        }
    }

    /// The members that are not among `known`.
    pub fn rest<T>(
        &mut self,
        known: &[&str],
        mut decode: impl FnMut(&Value, &Pointer<'_>, &mut Violations) -> Option<T>,
    ) -> Option<BTreeMap<String, T>> {
        let mut rest = BTreeMap::new();
        let mut complete = true;
        for (name, member) in self
            .members
            .iter()
            .filter(|(name, _)| !known.contains(&name.as_str()))
        {
            match decode(member, &Pointer::Member(self.at, name), self.violations) {
                Some(member) => drop(rest.insert(name.clone(), member)),
                None => complete = false,
            }
        }
        complete.then_some(rest)
    }
}

fn or_null<T>(found: Option<T>) -> Optional<T> {
    found.map_or(Optional::Null, Optional::Value)
}

/// The attempts to read a value as one of several types.
#[derive(Debug)]
pub struct Choice<'a, T> {
    value: &'a Value,
    at: &'a Pointer<'a>,
    found: Option<T>,
    matches: usize,
    /// What the attempt that came closest found wrong.
    nearest: Option<Violations>,
}

impl<'a, T> Choice<'a, T> {
    /// Nothing was tried yet.
    #[must_use]
    pub fn new(value: &'a Value, at: &'a Pointer<'a>) -> Self {
        Self {
            value,
            at,
            found: None,
            matches: 0,
            nearest: None,
        }
    }

    /// Tries one type.
    pub fn attempt(
        &mut self,
        violations: &Violations,
        decode: impl FnOnce(&Value, &Pointer<'_>, &mut Violations) -> Option<T>,
    ) {
        if self.found.is_some() && violations.is_answer() {
            return;
        }
        let mut own = violations.fresh();
        match decode(self.value, self.at, &mut own) {
            Some(decoded) if own.is_empty() => {
                self.matches += 1;
                self.found.get_or_insert(decoded);
            }
            _ => {
                let count = |one: &Violations| one.as_slice().len() + one.more();
                // A wrong type at the very top says that another type was meant.
                let other = own
                    .as_slice()
                    .iter()
                    .any(|one| one.pointer == self.at.to_string() && one.code == "type");
                let closer = self
                    .nearest
                    .as_ref()
                    .is_none_or(|nearest| count(&own) < count(nearest));
                if !other && closer {
                    self.nearest = Some(own);
                }
            }
        }
    }

    /// What was read; `names` are the types that were tried.
    pub fn end(self, names: &str, exclusive: bool, violations: &mut Violations) -> Option<T> {
        let keyword = if exclusive { "oneOf" } else { "anyOf" };
        if self.found.is_none() {
            violations.add(self.at, keyword, format!("expected one of {names}"));
            for violation in self.nearest.map(Violations::into_vec).unwrap_or_default() {
                violations.note(violation);
            }
        } else if exclusive && self.matches > 1 && !violations.is_answer() {
            violations.add(
                self.at,
                keyword,
                format!("more than one of {names} matches"),
            );
        }
        self.found
    }
}

/// The text of the member that tells the types of a choice apart.
pub fn discriminator<'v>(
    value: &'v Value,
    name: &str,
    at: &Pointer<'_>,
    violations: &mut Violations,
) -> Option<&'v str> {
    let Value::Object(members) = value else {
        super::json::mismatch(value, "object", at, violations);
        return None;
    };
    let place = Pointer::Member(at, name);
    match members.get(name) {
        Some(member) => super::json::text(member, &place, violations),
        None => {
            violations.add(&place, "required", "this member is required");
            None
        }
    }
}

/// Notes that the member which tells the types of a choice apart has none of its values.
pub fn unknown_discriminator(
    name: &str,
    allowed: &str,
    at: &Pointer<'_>,
    violations: &mut Violations,
) {
    violations.add(
        &Pointer::Member(at, name),
        "discriminator",
        format!("expected one of {allowed}"),
    );
}
