//! The limits of JSON Schema on values that were decoded. Notes what breaks one; changes nothing.

use super::json::{Pointer, Violations};

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

/// `pattern`; `matches` says whether the text matches it.
pub fn pattern(matches: bool, at: &Pointer<'_>, violations: &mut Violations) {
    if !matches {
        violations.add(at, "pattern", "does not match the pattern");
    }
}

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
    let quotient = value / divisor;
    if (quotient - quotient.round()).abs() > 1e-9 * quotient.abs().max(1.0) {
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
