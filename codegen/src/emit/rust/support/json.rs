//! Decoding and validation of JSON in one pass. Collects every violation up to a cap, names each by its JSON
//! pointer and keyword, and never echoes a submitted value.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value};

use super::optional::Optional;

/// A JSON pointer that costs nothing until it is shown.
#[derive(Clone, Copy, Debug)]
pub enum Pointer<'a> {
    /// The whole instance.
    Root,
    /// A member of what stands at the inner pointer.
    Member(&'a Pointer<'a>, &'a str),
    /// An item of what stands at the inner pointer.
    Item(&'a Pointer<'a>, usize),
}

impl fmt::Display for Pointer<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Member(parent, name) => {
                let name = name.replace('~', "~0").replace('/', "~1");
                write!(formatter, "{parent}/{name}")
            }
            Self::Item(parent, index) => write!(formatter, "{parent}/{index}"),
        }
    }
}

/// One thing that is wrong with an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Where, as a JSON pointer into the instance.
    pub pointer: String,
    /// The JSON Schema keyword that is violated (`type`, `required`, `maxLength`, `format` …), or `syntax`.
    pub code: &'static str,
    /// What was expected. Never holds what was submitted.
    pub message: String,
}

/// What is wrong with an instance, up to [`Violations::CAP`] entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Violations {
    list: Vec<Violation>,
    more: usize,
    answer: bool,
}

impl Violations {
    /// How many violations are kept.
    pub const CAP: usize = 100;

    /// For an answer: enumerations may hold values that are not described.
    #[must_use]
    pub fn of_answer() -> Self {
        Self {
            answer: true,
            ..Self::default()
        }
    }

    /// An empty list for another try at the same instance.
    #[must_use]
    pub fn fresh(&self) -> Self {
        Self {
            answer: self.answer,
            ..Self::default()
        }
    }

    /// Whether what is read was answered, rather than asked.
    #[must_use]
    pub fn is_answer(&self) -> bool {
        self.answer
    }

    /// Notes one.
    pub fn add(&mut self, at: &Pointer<'_>, code: &'static str, message: impl Into<String>) {
        if self.list.len() < Self::CAP {
            let (pointer, message) = (at.to_string(), message.into());
            self.list.push(Violation {
                pointer,
                code,
                message,
            });
        } else {
            self.more += 1;
        }
    }

    /// Notes one that was found elsewhere.
    pub(super) fn note(&mut self, violation: Violation) {
        if self.list.len() < Self::CAP {
            self.list.push(violation);
        } else {
            self.more += 1;
        }
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The violations that were kept.
    #[must_use]
    pub fn as_slice(&self) -> &[Violation] {
        &self.list
    }

    /// The violations that were kept.
    #[must_use]
    pub fn into_vec(self) -> Vec<Violation> {
        self.list
    }

    /// How many were found beyond the cap.
    #[must_use]
    pub fn more(&self) -> usize {
        self.more
    }
}

/// What can be read from a JSON value, with everything that its schema demands.
pub trait FromJson: Sized {
    /// Reads `value`, which stands at `at`. `None` when it cannot be read at all; a value that was read but breaks
    /// a limit is returned and noted in `violations`, so the caller must look at those.
    fn from_json(value: &Value, at: &Pointer<'_>, violations: &mut Violations) -> Option<Self>;
}

/// Parses JSON text.
///
/// # Errors
/// One violation with the code `syntax`.
pub fn parse(bytes: &[u8]) -> Result<Value, Violations> {
    serde_json::from_slice(bytes).map_err(|error| syntax(&Pointer::Root, &error))
}

/// A syntax error as a violation at `at`.
pub(super) fn syntax(at: &Pointer<'_>, error: &serde_json::Error) -> Violations {
    let mut violations = Violations::default();
    let message = format!(
        "not readable as JSON: {} at line {}, column {}",
        category(error),
        error.line(),
        error.column()
    );
    violations.add(at, "syntax", message);
    violations
}

fn category(error: &serde_json::Error) -> &'static str {
    match error.classify() {
        serde_json::error::Category::Eof => "it ends too early",
        serde_json::error::Category::Data => "it is not of the form expected",
        _ => "it is not well-formed",
    }
}

/// Reads a whole instance with `decode`.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read<T>(
    value: &Value,
    decode: impl FnOnce(&Value, &Pointer<'_>, &mut Violations) -> Option<T>,
) -> Result<T, Violations> {
    read_at(value, &Pointer::Root, decode)
}

/// Reads a whole answer with `decode`.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read_answer<T>(
    value: &Value,
    decode: impl FnOnce(&Value, &Pointer<'_>, &mut Violations) -> Option<T>,
) -> Result<T, Violations> {
    read_with(Violations::of_answer(), value, &Pointer::Root, decode)
}

/// Reads an instance that stands at `at` with `decode`.
pub(super) fn read_at<T>(
    value: &Value,
    at: &Pointer<'_>,
    decode: impl FnOnce(&Value, &Pointer<'_>, &mut Violations) -> Option<T>,
) -> Result<T, Violations> {
    read_with(Violations::default(), value, at, decode)
}

fn read_with<T>(
    mut violations: Violations,
    value: &Value,
    at: &Pointer<'_>,
    decode: impl FnOnce(&Value, &Pointer<'_>, &mut Violations) -> Option<T>,
) -> Result<T, Violations> {
    match decode(value, at, &mut violations) {
        Some(decoded) if violations.is_empty() => Ok(decoded),
        _ => {
            if violations.is_empty() {
                violations.add(at, "type", "not of the form expected");
            }
            Err(violations)
        }
    }
}

pub(super) fn mismatch(
    value: &Value,
    expected: &str,
    at: &Pointer<'_>,
    violations: &mut Violations,
) {
    let found = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    violations.add(at, "type", format!("expected {expected}, found {found}"));
}

/// The members of an object, read one by one.
#[derive(Debug)]
pub struct Members<'a> {
    pub(super) members: &'a Map<String, Value>,
    pub(super) at: &'a Pointer<'a>,
    pub(super) violations: &'a mut Violations,
    /// How many were asked for and are there.
    found: usize,
}

impl<'a> Members<'a> {
    /// `value` as an object.
    pub fn of(
        value: &'a Value,
        at: &'a Pointer<'a>,
        violations: &'a mut Violations,
    ) -> Option<Self> {
        match value {
            Value::Object(members) => Some(Self {
                members,
                at,
                violations,
                found: 0,
            }),
            other => {
                mismatch(other, "object", at, violations);
                None
            }
        }
    }

    fn get(&mut self, name: &str) -> Option<&'a Value> {
        let found = self.members.get(name);
        self.found += usize::from(found.is_some());
        found
    }

    /// Notes every member that was not asked for.
    pub fn closed(&mut self) {
        for _ in self.found..self.members.len() {
            // The name is the submitter's text, so it is not repeated.
            self.violations.add(
                self.at,
                "additionalProperties",
                "a member that is not described",
            );
        }
    }

    /// A member that must be there and must not be null.
    pub fn required<T>(
        &mut self,
        name: &str,
        decode: impl FnOnce(&Value, &Pointer<'_>, &mut Violations) -> Option<T>,
    ) -> Option<T> {
        let at = Pointer::Member(self.at, name);
        match self.get(name) {
            Some(value) => decode(value, &at, self.violations),
            None => {
                self.violations
                    .add(&at, "required", "this member is required");
                None
            }
        }
    }

    /// A member that must be there but may be null.
    pub fn required_nullable<T>(
        &mut self,
        name: &str,
        decode: impl FnOnce(&Value, &Pointer<'_>, &mut Violations) -> Option<T>,
    ) -> Option<Option<T>> {
        self.required(name, |value, at, violations| {
            nullable(value, at, violations, decode)
        })
    }

    /// A member that may be absent but not null.
    pub fn optional<T>(
        &mut self,
        name: &str,
        decode: impl FnOnce(&Value, &Pointer<'_>, &mut Violations) -> Option<T>,
    ) -> Option<Option<T>> {
        let at = Pointer::Member(self.at, name);
        match self.get(name) {
            Some(value) => decode(value, &at, self.violations).map(Some),
            None => Some(None),
        }
    }

    /// A member that may be absent or null.
    pub fn optional_nullable<T>(
        &mut self,
        name: &str,
        decode: impl FnOnce(&Value, &Pointer<'_>, &mut Violations) -> Option<T>,
    ) -> Option<Optional<T>> {
        let at = Pointer::Member(self.at, name);
        match self.get(name) {
            Some(Value::Null) => Some(Optional::Null),
            Some(value) => decode(value, &at, self.violations).map(Optional::Value),
            None => Some(Optional::Absent),
        }
    }
}

/// Null, or what `decode` reads.
pub fn nullable<T>(
    value: &Value,
    at: &Pointer<'_>,
    violations: &mut Violations,
    decode: impl FnOnce(&Value, &Pointer<'_>, &mut Violations) -> Option<T>,
) -> Option<Option<T>> {
    match value {
        Value::Null => Some(None),
        value => decode(value, at, violations).map(Some),
    }
}

/// An array whose items `decode` reads; every item is looked at, also after a bad one.
pub fn array<T>(
    value: &Value,
    at: &Pointer<'_>,
    violations: &mut Violations,
    mut decode: impl FnMut(&Value, &Pointer<'_>, &mut Violations) -> Option<T>,
) -> Option<Vec<T>> {
    let Value::Array(items) = value else {
        mismatch(value, "array", at, violations);
        return None;
    };
    let mut decoded = Vec::with_capacity(items.len());
    let mut complete = true;
    for (index, item) in items.iter().enumerate() {
        match decode(item, &Pointer::Item(at, index), violations) {
            Some(item) => decoded.push(item),
            None => complete = false,
        }
    }
    complete.then_some(decoded)
}

/// An object used as a map, whose values `decode` reads.
pub fn map<T>(
    value: &Value,
    at: &Pointer<'_>,
    violations: &mut Violations,
    mut decode: impl FnMut(&Value, &Pointer<'_>, &mut Violations) -> Option<T>,
) -> Option<BTreeMap<String, T>> {
    let Value::Object(members) = value else {
        mismatch(value, "object", at, violations);
        return None;
    };
    let mut decoded = BTreeMap::new();
    let mut complete = true;
    for (name, member) in members {
        match decode(member, &Pointer::Member(at, name), violations) {
            Some(member) => drop(decoded.insert(name.clone(), member)),
            None => complete = false,
        }
    }
    complete.then_some(decoded)
}

/// A string, borrowed.
pub fn text<'v>(
    value: &'v Value,
    at: &Pointer<'_>,
    violations: &mut Violations,
) -> Option<&'v str> {
    let decoded = value.as_str();
    if decoded.is_none() {
        mismatch(value, "string", at, violations);
    }
    decoded
}
