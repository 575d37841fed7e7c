//! The limits of JSON Schema on values that were decoded, also those that are made of others: what a schema says by `not`,
//! `if`, `contains` and the like, about values of any type. What is not an array or an object satisfies whatever is said
//! about items or members.

use serde_json::{Map, Value};

use super::check;
use super::date_time::DateTime;
use super::formats::{Bytes, Date, Uuid};
use super::json::{FromJson, Pointer, Violations};
use super::shape::{Limit, Shape};

/// Notes which of `limits` a value breaks.
pub(super) fn limits(
    limits: &'static [Limit],
    value: &Value,
    at: &Pointer<'_>,
    violations: &mut Violations,
) {
    for limit in limits {
        match limit {
            Limit::When(shape) if !has_type(shape, value) => {}
            Limit::When(shape) => self::limits(shape.limits(), value, at, violations),
            composed if composed.is_composed() => check_composed(composed, value, at, violations),
            simple => check::check(simple, value, at, violations),
        }
    }
}

/// Whether a value has the type that a shape is about.
fn has_type(shape: &Shape, value: &Value) -> bool {
    match shape {
        Shape::Text(_) => value.is_string(),
        Shape::List(..) => value.is_array(),
        _ => value.is_number(),
    }
}

/// Notes how a value breaks a limit that is made of others.
fn check_composed(
    limit: &'static Limit,
    value: &Value,
    at: &Pointer<'_>,
    violations: &mut Violations,
) {
    let code = limit.keyword();
    match limit {
        Limit::Is(kinds) if !kinds.iter().any(|kind| is(kind, value)) => {
            violations.add(at, code, format!("expected {}", kinds.join(" or ")));
        }
        Limit::Fits(read) => violations.around(value, |violations| read(value, at, violations)),
        Limit::Format(shape) => format(shape, value, at, violations),
        Limit::Not(rules) if holds(rules, value, violations) => {
            violations.add(at, code, "what the schema excludes");
        }
        Limit::If(condition, then, otherwise) => {
            let branch = match holds(condition, value, violations) {
                true => then,
                false => otherwise,
            };
            limits(branch, value, at, violations);
        }
        Limit::AnyOf(branches) if fitting(branches, value, violations) == 0 => {
            violations.add(at, code, "none of the alternatives holds");
        }
        Limit::ExactlyOne(branches) => match fitting(branches, value, violations) {
            0 => violations.add(at, code, "none of the alternatives holds"),
            1 => {}
            _ if violations.is_open() => {}
            _ => violations.add(at, code, "more than one of the alternatives holds"),
        },
        _ => match value {
            Value::Array(items) => check_items(limit, items, at, violations),
            Value::Object(members) => check_members(limit, members, value, at, violations),
            _ => {}
        },
    }
}

fn check_items(
    limit: &'static Limit,
    items: &[Value],
    at: &Pointer<'_>,
    violations: &mut Violations,
) {
    match limit {
        Limit::Contains(rules, least, most) => {
            let fitting = items.iter().filter(|item| fits(rules, item, violations));
            if fitting.take(*least).count() < *least {
                let (code, message) = match least {
                    1 => (
                        "contains",
                        "no item is of the kind that must be there".into(),
                    ),
                    _ => (
                        "minContains",
                        format!("fewer than {least} items of the kind that must be there"),
                    ),
                };
                violations.add(at, code, message);
            }
            let certain = items.iter().filter(|item| holds(rules, item, violations));
            if certain.count() > *most {
                let message = format!("more than {most} items of the kind that is counted");
                violations.add(at, "maxContains", message);
            }
        }
        Limit::Items(first, others) => {
            for (index, item) in items.iter().enumerate() {
                let rules = first.get(index).unwrap_or(others);
                limits(rules, item, &Pointer::Item(at, index), violations);
            }
        }
        _ => {}
    }
}

fn check_members(
    limit: &'static Limit,
    members: &Map<String, Value>,
    value: &Value,
    at: &Pointer<'_>,
    violations: &mut Violations,
) {
    match limit {
        Limit::Names(rules) => {
            for name in members.keys() {
                if !fits(rules, &Value::String(name.clone()), violations) {
                    // The name is the submitter's text, so it is not repeated.
                    let message = "a member has a name that is not allowed";
                    violations.add(at, limit.keyword(), message);
                }
            }
        }
        Limit::DependentRequired(each) => {
            let there = each.iter().filter(|(name, _)| members.contains_key(*name));
            for (name, needed) in there {
                for missing in needed.iter().filter(|one| !members.contains_key(**one)) {
                    let message = format!("this member is required beside `{name}`");
                    let at = Pointer::Member(at, missing);
                    violations.add(&at, limit.keyword(), message);
                }
            }
        }
        Limit::DependentSchemas(each) => {
            let there = each.iter().filter(|(name, _)| members.contains_key(*name));
            for (_, rules) in there {
                limits(rules, value, at, violations);
            }
        }
        Limit::Members(known, patterns, others) => {
            for (name, member) in members {
                let place = Pointer::Member(at, name);
                let own = known.iter().find(|(known, _)| known == name);
                let mut described = own.is_some();
                let own = own.map_or(&[][..], |(_, rules)| rules);
                limits(own, member, &place, violations);
                for (pattern, rules) in *patterns {
                    if matches!(pattern, Limit::Pattern(_, matches) if matches(name)) {
                        described = true;
                        limits(rules, member, &place, violations);
                    }
                }
                if described {
                    continue;
                }
                match others {
                    [Limit::Not([])] => {
                        let message = "a member that is not described";
                        violations.add(at, "additionalProperties", message);
                    }
                    others => limits(others, member, &place, violations),
                }
            }
        }
        _ => {}
    }
}

/// Whether a value satisfies limits, as they are meant for it.
fn fits(rules: &'static [Limit], value: &Value, violations: &Violations) -> bool {
    let mut own = violations.fresh();
    limits(rules, value, &Pointer::Root, &mut own);
    own.is_empty()
}

/// Whether a value satisfies limits to the letter, also in an answer: a condition on a value that is not described does
/// not hold.
fn holds(rules: &'static [Limit], value: &Value, violations: &Violations) -> bool {
    let mut own = violations.strict();
    limits(rules, value, &Pointer::Root, &mut own);
    own.is_empty()
}

/// How many of the alternatives hold, up to two.
fn fitting(branches: &'static [&'static [Limit]], value: &Value, violations: &Violations) -> usize {
    let fitting = branches.iter().filter(|own| fits(own, value, violations));
    fitting.take(2).count()
}

fn is(kind: &str, value: &Value) -> bool {
    match (kind, value) {
        ("null", Value::Null)
        | ("boolean", Value::Bool(_))
        | ("number", Value::Number(_))
        | ("string", Value::String(_))
        | ("array", Value::Array(_))
        | ("object", Value::Object(_)) => true,
        ("integer", Value::Number(number)) => {
            !number.is_f64() || number.as_f64().is_some_and(|number| number.fract() == 0.0)
        }
        _ => false,
    }
}

/// What has another type than the format is not concerned.
fn format(shape: &'static Shape, value: &Value, at: &Pointer<'_>, violations: &mut Violations) {
    let text = matches!(value, Value::String(_));
    match shape {
        Shape::DateTime if text => read::<DateTime>(value, at, violations),
        Shape::Date if text => read::<Date>(value, at, violations),
        Shape::Uuid if text => read::<Uuid>(value, at, violations),
        Shape::Bytes if text => read::<Bytes>(value, at, violations),
        Shape::Int32(_) if value.is_number() => read::<i32>(value, at, violations),
        Shape::Int64(_) if value.is_number() => read::<i64>(value, at, violations),
        _ => {}
    }
}

fn read<T: FromJson>(value: &Value, at: &Pointer<'_>, violations: &mut Violations) {
    let _: Option<T> = T::from_json(value, at, violations);
}
