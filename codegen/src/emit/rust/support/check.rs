//! The limits of JSON Schema that say one thing about a value: a length, a bound, a pattern. Notes what breaks one; changes
//! nothing.

use std::collections::BTreeSet;

use serde_json::Value;

use super::shape::{Bound, Limit};
use super::violations::{Pointer, Violations};

/// Notes how a value breaks a limit that is not made of others.
pub(super) fn check(
    limit: &'static Limit,
    value: &Value,
    at: &Pointer<'_>,
    violations: &mut Violations,
) {
    let code = limit.keyword();
    let text = || value.as_str().unwrap_or_default();
    let items = value.as_array().map_or(0, Vec::len);
    let members = value.as_object();
    let count = members.map_or(0, serde_json::Map::len);
    let broken = match limit {
        Limit::MinLength(least) => (text().chars().take(*least).count() < *least)
            .then(|| format!("shorter than {least} characters")),
        Limit::MaxLength(most) => {
            (text().chars().nth(*most).is_some()).then(|| format!("longer than {most} characters"))
        }
        Limit::Pattern(_, matches) => {
            (!matches(text())).then(|| "does not match the pattern".to_owned())
        }
        Limit::Minimum(bound) => {
            compare(value, *bound, |order| order.is_lt()).then(|| format!("less than {bound}"))
        }
        Limit::ExclusiveMinimum(bound) => compare(value, *bound, |order| order.is_le())
            .then(|| format!("not greater than {bound}")),
        Limit::Maximum(bound) => {
            compare(value, *bound, |order| order.is_gt()).then(|| format!("greater than {bound}"))
        }
        Limit::ExclusiveMaximum(bound) => {
            compare(value, *bound, |order| order.is_ge()).then(|| format!("not less than {bound}"))
        }
        Limit::MultipleOf(divisor) => {
            (!is_multiple(value, *divisor)).then(|| format!("not a multiple of {divisor}"))
        }
        Limit::MinItems(least) => (items < *least).then(|| format!("fewer than {least} items")),
        Limit::MaxItems(most) => (items > *most).then(|| format!("more than {most} items")),
        Limit::UniqueItems => (!is_unique(value)).then(|| "two items are equal".to_owned()),
        Limit::MinProperties(least) => {
            (members.is_some() && count < *least).then(|| format!("fewer than {least} members"))
        }
        Limit::MaxProperties(most) => (count > *most).then(|| format!("more than {most} members")),
        Limit::Required(names) => {
            let missing = |name: &&&str| members.is_some_and(|own| !own.contains_key(**name));
            for name in names.iter().filter(missing) {
                let at = Pointer::Member(at, name);
                violations.add(&at, code, "this member is required");
            }
            None
        }
        Limit::OneOf(_) | Limit::Only(_) | Limit::Values(_) => (!violations.is_open()
            && !is_among(limit, value))
        .then(|| "not one of the values that are allowed".to_owned()),
        _ => None,
    };
    if let Some(message) = broken {
        violations.add(at, code, message);
    }
}

/// The integer that a number is; 5.0 is one as well.
fn integer(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| {
        let number = value.as_f64().filter(|number| number.fract() == 0.0)?;
        // What lies outside the range of int64 was refused before.
        #[expect(clippy::cast_possible_truncation)]
        Some(number as i64)
    })
}

fn compare(value: &Value, bound: Bound, refused: fn(std::cmp::Ordering) -> bool) -> bool {
    let order = match bound {
        Bound::Whole(bound) => integer(value).map(|own| own.cmp(&bound)),
        Bound::Real(bound) => value.as_f64().and_then(|own| own.partial_cmp(&bound)),
    };
    order.is_some_and(refused)
}

/// Fractions have the tolerance that binary ones need.
fn is_multiple(value: &Value, divisor: Bound) -> bool {
    match divisor {
        Bound::Whole(divisor) => integer(value)
            .and_then(|own| own.checked_rem(divisor))
            .is_none_or(|rest| rest == 0),
        Bound::Real(divisor) => {
            let value = value.as_f64().unwrap_or_default();
            if divisor.fract() == 0.0 {
                return value % divisor == 0.0;
            }
            let quotient = value / divisor;
            let tolerance = (4.0 * f64::EPSILON * quotient.abs().max(1.0)).min(0.25);
            (quotient - quotient.round()).abs() <= tolerance
        }
    }
}

/// Numbers are compared by value, objects without regard to the order of their members.
fn is_unique(value: &Value) -> bool {
    let mut seen = BTreeSet::new();
    let mut items = value.as_array().into_iter().flatten();
    items.all(|item| seen.insert(canonical(item)))
}

fn is_among(limit: &Limit, value: &Value) -> bool {
    match limit {
        Limit::OneOf(allowed) => allowed
            .iter()
            .any(|one| compare(value, *one, |order| order.is_eq())),
        Limit::Only(only) => value.as_bool() == Some(*only),
        Limit::Values(allowed) => {
            let own = canonical(value);
            allowed.iter().any(|text| {
                serde_json::from_str(text).is_ok_and(|allowed: Value| canonical(&allowed) == own)
            })
        }
        _ => true,
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
