//! Decoding and validation of JSON in one pass. Never echoes a submitted value.

// For the declarations of types, which name everything from here.
pub use serde::{Serialize, Serializer};
pub use serde_json::Value;

use super::shape::Shape;
pub use super::violations::{Pointer, Violation, Violations};

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

/// What the type `T` demands, for a limit.
pub fn fits<T: FromJson>(value: &Value, at: &Pointer<'_>, violations: &mut Violations) {
    let _: Option<T> = T::from_json(value, at, violations);
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
