//! The limits of JSON Schema on values that were decoded. Notes what breaks one; changes nothing.

use std::collections::BTreeSet;
use std::ops::{Bound, RangeBounds};

use serde_json::Value;

use super::json::{FromJson, Pointer, Violations};

/// Reads a text of so many code points: `minLength`, `maxLength` or both.
pub fn text(
    lengths: impl RangeBounds<usize>,
) -> impl Fn(&Value, &Pointer<'_>, &mut Violations) -> Option<String> {
    move |value, at, violations| {
        let decoded = String::from_json(value, at, violations)?;
        if let Bound::Included(limit) = lengths.start_bound() {
            min_length(&decoded, *limit, at, violations);
        }
        if let Bound::Included(limit) = lengths.end_bound() {
            max_length(&decoded, *limit, at, violations);
        }
        Some(decoded)
    }
}

/// `minLength`, in code points.
pub fn min_length(text: &str, limit: usize, at: &Pointer<'_>, violations: &mut Violations) {
    if text.chars().take(limit).count() < limit {
        violations.add(at, "minLength", format!("shorter than {limit} characters"));
    }
}

/// `maxLength`, in code points.
pub fn max_length(text: &str, limit: usize, at: &Pointer<'_>, violations: &mut Violations) {
    if text.chars().nth(limit).is_some() {
        violations.add(at, "maxLength", format!("longer than {limit} characters"));
    }
}

/// `pattern`: the text must match it somewhere.
#[allow(unused_macros, reason = "not every description has a pattern")]
macro_rules! pattern {
    ($pattern:literal, $text:expr, $at:expr, $violations:expr) => {{
        static PATTERN: std::sync::LazyLock<Option<regex::Regex>> =
            std::sync::LazyLock::new(|| regex::Regex::new($pattern).ok());
        if PATTERN
            .as_ref()
            .is_some_and(|pattern| !pattern.is_match($text))
        {
            $violations.add($at, "pattern", "does not match the pattern");
        }
    }};
}
#[allow(unused_imports, reason = "not every description has a pattern")]
pub(crate) use pattern;

/// `minimum`, or `exclusiveMinimum`.
pub fn minimum<T: PartialOrd + std::fmt::Display>(
    value: T,
    limit: T,
    exclusive: bool,
    at: &Pointer<'_>,
    violations: &mut Violations,
) {
    if exclusive && value <= limit {
        violations.add(at, "exclusiveMinimum", format!("not greater than {limit}"));
    } else if value < limit {
        violations.add(at, "minimum", format!("less than {limit}"));
    }
}

/// `maximum`, or `exclusiveMaximum`.
pub fn maximum<T: PartialOrd + std::fmt::Display>(
    value: T,
    limit: T,
    exclusive: bool,
    at: &Pointer<'_>,
    violations: &mut Violations,
) {
    if exclusive && value >= limit {
        violations.add(at, "exclusiveMaximum", format!("not less than {limit}"));
    } else if value > limit {
        violations.add(at, "maximum", format!("greater than {limit}"));
    }
}

/// `multipleOf` for integers.
pub fn multiple_of(value: i64, divisor: i64, at: &Pointer<'_>, violations: &mut Violations) {
    if value.checked_rem(divisor).is_some_and(|rest| rest != 0) {
        violations.add(at, "multipleOf", format!("not a multiple of {divisor}"));
    }
}

/// `multipleOf` for numbers, with the tolerance that binary fractions need.
pub fn multiple_of_number(value: f64, divisor: f64, at: &Pointer<'_>, violations: &mut Violations) {
    let multiple = if divisor.fract() == 0.0 {
        value % divisor == 0.0
    } else {
        let quotient = value / divisor;
        let tolerance = (4.0 * f64::EPSILON * quotient.abs().max(1.0)).min(0.25);
        (quotient - quotient.round()).abs() <= tolerance
    };
    if !multiple {
        violations.add(at, "multipleOf", format!("not a multiple of {divisor}"));
    }
}

/// `minItems`.
pub fn min_items(length: usize, limit: usize, at: &Pointer<'_>, violations: &mut Violations) {
    if length < limit {
        violations.add(at, "minItems", format!("fewer than {limit} items"));
    }
}

/// `maxItems`.
pub fn max_items(length: usize, limit: usize, at: &Pointer<'_>, violations: &mut Violations) {
    if length > limit {
        violations.add(at, "maxItems", format!("more than {limit} items"));
    }
}

/// `uniqueItems`; numbers are compared by value, objects without regard to the order of their members.
pub fn unique_items(value: &Value, at: &Pointer<'_>, violations: &mut Violations) {
    let mut seen = BTreeSet::new();
    for item in value.as_array().into_iter().flatten() {
        if !seen.insert(canonical(item)) {
            violations.add(at, "uniqueItems", "two items are equal");
            return;
        }
    }
}

fn canonical(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            items
                .iter()
                .map(|item| canonical(item) + ",")
                .collect::<String>()
                + "]"
        }
        Value::Object(members) => {
            let mut members: Vec<String> = members
                .iter()
                .map(|(name, member)| format!("{name:?}:{}", canonical(member)))
                .collect();
            members.sort();
            format!("{{{}", members.join(","))
        }
        Value::Number(number) => match number.as_f64() {
            // Minus zero is zero.
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 9e15 => {
                format!("{:.0}", float + 0.0)
            }
            _ => number.to_string(),
        },
        other => other.to_string(),
    }
}

/// `minProperties`.
pub fn min_properties(value: &Value, limit: usize, at: &Pointer<'_>, violations: &mut Violations) {
    if value
        .as_object()
        .is_some_and(|members| members.len() < limit)
    {
        violations.add(at, "minProperties", format!("fewer than {limit} members"));
    }
}

/// `maxProperties`.
pub fn max_properties(value: &Value, limit: usize, at: &Pointer<'_>, violations: &mut Violations) {
    if value
        .as_object()
        .is_some_and(|members| members.len() > limit)
    {
        violations.add(at, "maxProperties", format!("more than {limit} members"));
    }
}

/// `required`, for members that are not described further.
pub fn required(value: &Value, names: &[&str], at: &Pointer<'_>, violations: &mut Violations) {
    for name in names {
        if value
            .as_object()
            .is_some_and(|members| !members.contains_key(*name))
        {
            violations.add(
                &Pointer::Member(at, name),
                "required",
                "this member is required",
            );
        }
    }
}

/// `enum`, for values of any type; `allowed` are JSON texts.
pub fn one_of_values(
    value: &Value,
    allowed: &[&str],
    at: &Pointer<'_>,
    violations: &mut Violations,
) {
    let own = canonical(value);
    let known = |text: &&str| {
        serde_json::from_str(text).is_ok_and(|allowed: Value| canonical(&allowed) == own)
    };
    if !violations.is_answer() && !allowed.iter().any(known) {
        violations.add(at, "enum", "not one of the values that are allowed");
    }
}

/// `enum`, for numbers and booleans.
pub fn one_of<T: PartialEq>(
    value: T,
    allowed: &[T],
    at: &Pointer<'_>,
    violations: &mut Violations,
) {
    if !violations.is_answer() && !allowed.contains(&value) {
        violations.add(at, "enum", "not one of the values that are allowed");
    }
}
