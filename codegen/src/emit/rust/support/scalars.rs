//! What JSON's own types are read as. 5.0 is an integer, as JSON Schema says; refuses numbers outside the range of
//! their format.

use std::collections::BTreeMap;

use serde_json::Value;

use super::date_time::DateTime;
use super::json::{FromJson, Pointer, Violations, mismatch, text};
use super::optional::Optional;
use super::rules::limits;
use super::shape::Shape;

/// An integer: 5, and also 5.0, which JSON Schema counts as one.
fn integer(value: &Value, at: &Pointer<'_>, violations: &mut Violations) -> Option<i128> {
    let Value::Number(number) = value else {
        mismatch(value, "integer", at, violations);
        return None;
    };
    if let Some(number) = number.as_i64() {
        return Some(i128::from(number));
    }
    if let Some(number) = number.as_u64() {
        return Some(i128::from(number));
    }
    match number.as_f64() {
        // The cast saturates; what is that large is refused by every caller.
        #[expect(clippy::cast_possible_truncation)]
        Some(number) if number.fract() == 0.0 => Some(number as i128),
        _ => {
            violations.add(
                at,
                "type",
                "expected integer, found a number with a fraction",
            );
            None
        }
    }
}

/// A number that must be in the range of its format.
fn ranged<T: TryFrom<i128>>(
    value: &Value,
    format: &str,
    at: &Pointer<'_>,
    violations: &mut Violations,
) -> Option<T> {
    let decoded = T::try_from(integer(value, at, violations)?).ok();
    if decoded.is_none() {
        violations.add(at, "format", format!("outside the range of {format}"));
    }
    decoded
}

fn parsed<T>(
    decoded: Option<T>,
    value: &Value,
    expected: &str,
    at: &Pointer<'_>,
    violations: &mut Violations,
) -> Option<T> {
    if decoded.is_none() {
        mismatch(value, expected, at, violations);
    }
    decoded
}

/// A type that is read by a function, with the shape that it has when nothing is said, and whose limits are checked.
macro_rules! scalar {
    ($name:ty, $shape:expr, |$value:ident, $at:ident, $violations:ident| $read:expr) => {
        impl FromJson for $name {
            fn shape() -> &'static Shape {
                &$shape
            }

            fn from_shape(
                $value: &Value,
                shape: &'static Shape,
                $at: &Pointer<'_>,
                $violations: &mut Violations,
            ) -> Option<Self> {
                let decoded = $read?;
                limits(shape.resolved().limits(), $value, $at, $violations);
                Some(decoded)
            }
        }
    };
}

scalar!((), Shape::Null, |value, at, violations| parsed(
    value.is_null().then_some(()),
    value,
    "null",
    at,
    violations
));
scalar!(i32, Shape::Int32(&[]), |value, at, violations| ranged(
    value, "int32", at, violations
));
scalar!(i64, Shape::Int64(&[]), |value, at, violations| ranged(
    value, "int64", at, violations
));
scalar!(f64, Shape::Number(&[]), |value, at, violations| parsed(
    value.as_f64(),
    value,
    "number",
    at,
    violations
));
scalar!(bool, Shape::Boolean(&[]), |value, at, violations| parsed(
    value.as_bool(),
    value,
    "boolean",
    at,
    violations
));
scalar!(String, Shape::Text(&[]), |value, at, violations| text(
    value, at, violations
)
.map(str::to_owned));
scalar!(Value, Shape::Any(&[]), |value, _at, _violations| Some(
    value.clone()
));

impl FromJson for DateTime {
    fn shape() -> &'static Shape {
        &Shape::DateTime
    }

    fn from_shape(
        value: &Value,
        _: &'static Shape,
        at: &Pointer<'_>,
        violations: &mut Violations,
    ) -> Option<Self> {
        let decoded = Self::parse(text(value, at, violations)?);
        if decoded.is_none() {
            let message =
                "expected an RFC 3339 date-time with an offset, such as 2026-01-31T12:00:00Z";
            violations.add(at, "format", message);
        }
        decoded
    }
}

/// Every item is looked at, also after a bad one.
impl<T: FromJson> FromJson for Vec<T> {
    fn shape() -> &'static Shape {
        const { &Shape::List(&Shape::Of(T::shape), &[]) }
    }

    fn from_shape(
        value: &Value,
        shape: &'static Shape,
        at: &Pointer<'_>,
        violations: &mut Violations,
    ) -> Option<Self> {
        let Value::Array(items) = value else {
            mismatch(value, "array", at, violations);
            return None;
        };
        let (inner, own) = match shape.resolved() {
            Shape::List(inner, limits) => (*inner, *limits),
            _ => (T::shape(), [].as_slice()),
        };
        let mut decoded = Self::with_capacity(items.len());
        let mut complete = true;
        for (index, item) in items.iter().enumerate() {
            match T::from_shape(item, inner, &Pointer::Item(at, index), violations) {
                Some(item) => decoded.push(item),
                None => complete = false,
            }
        }
        let decoded = complete.then_some(decoded)?;
        limits(own, value, at, violations);
        Some(decoded)
    }
}

/// An object used as a map.
impl<T: FromJson> FromJson for BTreeMap<String, T> {
    fn shape() -> &'static Shape {
        const { &Shape::Map(&Shape::Of(T::shape), &[]) }
    }

    fn from_shape(
        value: &Value,
        shape: &'static Shape,
        at: &Pointer<'_>,
        violations: &mut Violations,
    ) -> Option<Self> {
        let Value::Object(members) = value else {
            mismatch(value, "object", at, violations);
            return None;
        };
        let (inner, own) = match shape.resolved() {
            Shape::Map(inner, limits) => (*inner, *limits),
            _ => (T::shape(), [].as_slice()),
        };
        let mut decoded = Self::new();
        let mut complete = true;
        for (name, member) in members {
            match T::from_shape(member, inner, &Pointer::Member(at, name), violations) {
                Some(member) => drop(decoded.insert(name.clone(), member)),
                None => complete = false,
            }
        }
        let decoded = complete.then_some(decoded)?;
        limits(own, value, at, violations);
        Some(decoded)
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn shape() -> &'static Shape {
        const { &Shape::Nullable(&Shape::Of(T::shape)) }
    }

    fn from_shape(
        value: &Value,
        shape: &'static Shape,
        at: &Pointer<'_>,
        violations: &mut Violations,
    ) -> Option<Self> {
        let inner = match shape.resolved() {
            Shape::Nullable(inner) => inner,
            other => other,
        };
        match value {
            Value::Null => Some(None),
            value => T::from_shape(value, inner, at, violations).map(Some),
        }
    }
}

impl<T: FromJson> FromJson for Box<T> {
    fn shape() -> &'static Shape {
        T::shape()
    }

    fn from_shape(
        value: &Value,
        shape: &'static Shape,
        at: &Pointer<'_>,
        violations: &mut Violations,
    ) -> Option<Self> {
        T::from_shape(value, shape, at, violations).map(Self::new)
    }
}

/// What may be missing, or null.
pub trait Maybe {
    /// What it is when it is there.
    type Inner: FromJson;
}

impl<T: FromJson> Maybe for Option<T> {
    type Inner = T;
}

impl<T: FromJson> Maybe for Optional<T> {
    type Inner = T;
}
