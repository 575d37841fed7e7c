//! What JSON's own types are read as. 5.0 is an integer, as JSON Schema says; refuses numbers outside the range of
//! their format.

use std::collections::BTreeMap;

use serde_json::Value;

use super::date_time::DateTime;
use super::json::{FromJson, Pointer, Violations, array, map, mismatch, nullable, text};

impl FromJson for () {
    fn from_json(value: &Value, at: &Pointer<'_>, violations: &mut Violations) -> Option<Self> {
        if value.is_null() {
            return Some(());
        }
        mismatch(value, "null", at, violations);
        None
    }
}

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

impl FromJson for i32 {
    fn from_json(value: &Value, at: &Pointer<'_>, violations: &mut Violations) -> Option<Self> {
        let decoded = Self::try_from(integer(value, at, violations)?).ok();
        if decoded.is_none() {
            violations.add(at, "format", "outside the range of int32");
        }
        decoded
    }
}

impl FromJson for i64 {
    fn from_json(value: &Value, at: &Pointer<'_>, violations: &mut Violations) -> Option<Self> {
        let decoded = Self::try_from(integer(value, at, violations)?).ok();
        if decoded.is_none() {
            violations.add(at, "format", "outside the range of int64");
        }
        decoded
    }
}

impl FromJson for f64 {
    fn from_json(value: &Value, at: &Pointer<'_>, violations: &mut Violations) -> Option<Self> {
        let decoded = value.as_f64();
        if decoded.is_none() {
            mismatch(value, "number", at, violations);
        }
        decoded
    }
}

impl FromJson for bool {
    fn from_json(value: &Value, at: &Pointer<'_>, violations: &mut Violations) -> Option<Self> {
        let decoded = value.as_bool();
        if decoded.is_none() {
            mismatch(value, "boolean", at, violations);
        }
        decoded
    }
}

impl FromJson for String {
    fn from_json(value: &Value, at: &Pointer<'_>, violations: &mut Violations) -> Option<Self> {
        text(value, at, violations).map(str::to_owned)
    }
}

impl FromJson for DateTime {
    fn from_json(value: &Value, at: &Pointer<'_>, violations: &mut Violations) -> Option<Self> {
        let decoded = Self::parse(text(value, at, violations)?);
        if decoded.is_none() {
            let message =
                "expected an RFC 3339 date-time with an offset, such as 2026-01-31T12:00:00Z";
            violations.add(at, "format", message);
        }
        decoded
    }
}

impl FromJson for Value {
    fn from_json(value: &Value, _: &Pointer<'_>, _: &mut Violations) -> Option<Self> {
        Some(value.clone())
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(value: &Value, at: &Pointer<'_>, violations: &mut Violations) -> Option<Self> {
        array(value, at, violations, T::from_json)
    }
}

impl<T: FromJson> FromJson for BTreeMap<String, T> {
    fn from_json(value: &Value, at: &Pointer<'_>, violations: &mut Violations) -> Option<Self> {
        map(value, at, violations, T::from_json)
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(value: &Value, at: &Pointer<'_>, violations: &mut Violations) -> Option<Self> {
        nullable(value, at, violations, T::from_json)
    }
}

impl<T: FromJson> FromJson for Box<T> {
    fn from_json(value: &Value, at: &Pointer<'_>, violations: &mut Violations) -> Option<Self> {
        T::from_json(value, at, violations).map(Self::new)
    }
}
