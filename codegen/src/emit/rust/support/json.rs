//! Decoding and validation of JSON in one pass. Collects every violation up to a cap, names each by its JSON
//! pointer and keyword, and never echoes a submitted value.

use std::fmt;

// For the declarations of types, which name everything from here.
pub use serde::{Serialize, Serializer};
pub use serde_json::Value;

use super::shape::Shape;

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
    /// Whether a condition is tried, for which answers are no exception.
    strict: bool,
    /// The value whose type is looked at by a limit, as its address, and how often around itself.
    around: (usize, usize),
}

impl Violations {
    /// How often a value may be looked at inside a look at it: a schema may refer to itself by `not`.
    const MAX_AROUND: usize = 8;

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
            strict: self.strict,
            around: self.around,
            ..Self::default()
        }
    }

    /// The same, for a condition: enumerations are closed, also in an answer.
    #[must_use]
    pub(super) fn strict(&self) -> Self {
        Self {
            strict: true,
            ..self.fresh()
        }
    }

    /// Looks at `value` by `read`, unless that is going on too often already.
    pub(super) fn around(&mut self, value: &Value, read: impl FnOnce(&mut Self)) {
        let (outer, own) = (self.around, std::ptr::from_ref(value).addr());
        let times = if outer.0 == own { outer.1 + 1 } else { 1 };
        if times <= Self::MAX_AROUND {
            self.around = (own, times);
            read(self);
            self.around = outer;
        }
    }

    /// Whether values that are not described are taken.
    #[must_use]
    pub(super) fn is_open(&self) -> bool {
        self.answer && !self.strict
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
    /// What its values look like when nothing more is said about them.
    fn shape() -> &'static Shape;

    /// Reads `value`, which stands at `at`, with the limits of `shape`. `None` when it cannot be read at all; a value
    /// that was read but breaks a limit is returned and noted in `violations`, so the caller must look at those.
    fn from_shape(
        value: &Value,
        shape: &'static Shape,
        at: &Pointer<'_>,
        violations: &mut Violations,
    ) -> Option<Self>;

    /// The same with the limits that the type has everywhere.
    fn from_json(value: &Value, at: &Pointer<'_>, violations: &mut Violations) -> Option<Self> {
        Self::from_shape(value, Self::shape(), at, violations)
    }
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
