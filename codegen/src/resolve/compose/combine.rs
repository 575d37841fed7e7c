//! What two schemas demand together: tighter bounds, common types, members of both. Marks what contradicts itself.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    ALSO, CONDITIONS, CONFLICT, Composer, MAX_BRANCHES, Schema, also, distribute, is_annotation,
};

/// Adds what `part` demands to `whole`.
pub(super) fn combine(
    composer: &mut Composer<'_>,
    whole: &mut Schema,
    mut part: Schema,
    depth: usize,
) {
    narrow(composer, whole, &part, depth);
    narrow(composer, &mut part, whole, depth);
    undescribed(whole, &part);
    bounds(whole, &mut part);
    conditions(whole, &mut part);
    for (key, value) in part {
        if key == "properties"
            && let Some(Value::Object(own)) = whole.get_mut(&key)
        {
            members(composer, own, value, depth);
            continue;
        }
        let Some(own) = whole.get(&key).cloned() else {
            if !matches!(
                key.as_str(),
                "discriminator" | "nullable" | "title" | "x-codegen-choice"
            ) {
                whole.insert(key, value);
            }
            continue;
        };
        if own == value {
            continue;
        }
        let larger = |take_value: bool| {
            if take_value {
                value.clone()
            } else {
                own.clone()
            }
        };
        let (one, other) = (own.as_f64(), value.as_f64());
        let combined = match key.as_str() {
            "properties" => value,
            "items" | "additionalProperties" if own.is_object() && value.is_object() => {
                both(composer, &own, &value, depth)
            }
            "additionalProperties" => {
                // A part that is closed means the whole: nobody describes members that are never allowed.
                if own == Value::Bool(false) || value == Value::Bool(false) {
                    Value::Bool(false)
                } else {
                    larger(value.is_object())
                }
            }
            "required" => {
                let mut names = own.as_array().cloned().unwrap_or_default();
                let mut known: BTreeSet<&str> = strings(&own).collect();
                for name in value.as_array().into_iter().flatten() {
                    if name.as_str().is_none_or(|name| known.insert(name)) {
                        names.push(name.clone());
                    }
                }
                Value::Array(names)
            }
            "enum" => {
                let allowed = value.as_array().cloned().unwrap_or_default();
                let common: Vec<Value> = own
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter(|one| allowed.contains(one))
                    .cloned()
                    .collect();
                if common.is_empty() {
                    whole.insert(CONFLICT.to_owned(), key.clone().into());
                    own
                } else {
                    Value::Array(common)
                }
            }
            "type" if own == "number" && value == "integer" => value.clone(),
            "type" if own == "integer" && value == "number" => own.clone(),
            "minLength" | "minItems" | "minProperties" => larger(other > one),
            "maxLength" | "maxItems" | "maxProperties" => larger(other < one),
            "readOnly" | "writeOnly" | "uniqueItems" => larger(value == Value::Bool(true)),
            "type" | "oneOf" | "anyOf" | "not" | "pattern" | "multipleOf" | "format" => {
                whole.insert(CONFLICT.to_owned(), key.clone().into());
                own
            }
            _ => own,
        };
        whole.insert(key, combined);
    }
}

/// What either says about members that it does not describe holds for those that the other one describes. Not so for
/// `false`: a part that is closed means the whole.
fn undescribed(whole: &mut Schema, part: &Schema) {
    let rule = |one: &Schema, other: &Schema| {
        let says = |rule: &&Value| rule.as_object().is_some_and(|rule| !rule.is_empty());
        let others = one.get("additionalProperties").filter(says)?;
        let own = one.get("properties").and_then(Value::as_object);
        let mut described = other.get("properties")?.as_object()?.keys();
        let concerned = described.any(|name| own.is_none_or(|own| !own.contains_key(name)));
        let names = own.into_iter().flatten();
        let names: Schema = names.map(|(name, _)| (name.clone(), true.into())).collect();
        let rule = json!({ "properties": names, "additionalProperties": others });
        (concerned && !one.contains_key("patternProperties")).then_some(rule)
    };
    for found in [rule(whole, part), rule(part, whole)].into_iter().flatten() {
        also(whole, found);
    }
}

/// Moves the conditions of `part` to those that hold beside `whole`.
fn conditions(whole: &mut Schema, part: &mut Schema) {
    if let Some(Value::Array(others)) = part.shift_remove(ALSO) {
        others.into_iter().for_each(|other| also(whole, other));
    }
    for group in CONDITIONS {
        // `items` are about other items when one of the two says what the first ones are.
        let first = group[0] == "prefixItems" && whole.contains_key(group[0]);
        if !(part.contains_key(group[0]) || first && part.contains_key("items")) {
            continue;
        }
        let mut own = Schema::new();
        for key in group {
            own.extend(
                part.shift_remove(*key)
                    .map(|value| ((*key).to_owned(), value)),
            );
        }
        if let (Some(Value::Object(members)), true) = (
            part.get("properties"),
            own.contains_key("additionalProperties"),
        ) {
            let names = members.keys().map(|name| (name.clone(), Value::Bool(true)));
            own.insert("properties".to_owned(), Value::Object(names.collect()));
        }
        also(whole, Value::Object(own));
    }
}

/// Of a choice, leaves only the branches that can have the type that another part has; a branch that is left alone is no
/// choice any more. When none could have it, the choice stays: then the type was not meant.
fn narrow(composer: &mut Composer<'_>, choosing: &mut Schema, other: &Schema, depth: usize) {
    let choices = ["oneOf", "anyOf"];
    let key = choices.into_iter().find(|key| choosing.contains_key(*key));
    let kind = other.get("type").filter(|_| {
        !choosing.contains_key("type") && !choices.iter().any(|key| other.contains_key(*key))
    });
    let (Some(key), Some(kind)) = (key, kind) else {
        return;
    };
    let numbers = |kind: &Value| kind == "integer" || kind == "number";
    let fits = |own: &Value| own == kind || numbers(own) && numbers(kind);
    let mut left = Vec::new();
    let mut count = 0;
    for branch in choosing
        .get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        count += 1;
        let part = composer.part(branch, depth + 1);
        if part.is_none_or(|part| part.get("type").is_none_or(fits)) {
            left.push(branch.clone());
        }
    }
    if left.is_empty() || left.len() == count {
        return;
    }
    let only = match left.as_slice() {
        [only] => composer.part(only, depth + 1),
        _ => None,
    };
    match only {
        Some(only) => {
            choosing.shift_remove(key);
            choosing.shift_remove("discriminator");
            combine(composer, choosing, only, depth + 1);
        }
        None => drop(choosing.insert(key.to_owned(), Value::Array(left))),
    }
}

/// Whether no object can be valid: a member that is required would have to be two different things.
pub(super) fn is_impossible(schema: &Schema) -> bool {
    let member = |name: &str| schema.get("properties").and_then(|all| all.get(name));
    let mut required = schema.get("required").into_iter().flat_map(strings);
    required.any(|name| member(name).is_some_and(|one| one.get(CONFLICT) == Some(&"enum".into())))
}

/// Moves bounds of numbers from `part` to `whole`, where they are tighter: a limit, and whether it is excluded itself.
fn bounds(whole: &mut Schema, part: &mut Schema) {
    for (limit, exclusive, sign) in [
        ("minimum", "exclusiveMinimum", 1.0),
        ("maximum", "exclusiveMaximum", -1.0),
    ] {
        let excluded = part.shift_remove(exclusive) == Some(Value::Bool(true));
        let Some(new) = part.shift_remove(limit) else {
            continue;
        };
        let number = |value: &Value| value.as_f64().map(|number| number * sign);
        let known = whole.get(limit).and_then(number);
        let also = known.is_some() && whole.get(exclusive) == Some(&Value::Bool(true));
        let excluded = match (known, number(&new)) {
            (Some(known), Some(new)) if new < known => continue,
            (Some(known), Some(new)) if new == known => excluded || also,
            _ => excluded,
        };
        whole.insert(limit.to_owned(), new);
        whole.shift_remove(exclusive);
        if excluded {
            whole.insert(exclusive.to_owned(), Value::Bool(true));
        }
    }
}

fn strings(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

/// Adds the members of `other` to `own`.
fn members(composer: &mut Composer<'_>, own: &mut Schema, other: Value, depth: usize) {
    let Value::Object(other) = other else {
        return;
    };
    for (name, value) in other {
        let combined = match own.get(&name) {
            Some(known) if *known != value => both(composer, known, &value, depth),
            _ => value,
        };
        own.insert(name, combined);
    }
}

/// A schema that demands what both demand.
fn both(composer: &mut Composer<'_>, own: &Value, other: &Value, depth: usize) -> Value {
    if depth > 3 {
        return other.clone();
    }
    let (Some(mut one), Some(two)) = (
        composer.part(own, depth + 1),
        composer.part(other, depth + 1),
    ) else {
        return other.clone();
    };
    let same = composer.follow_value(own) == composer.follow_value(other);
    // What merely repeats what the other says is no reason for a type of its own.
    if same
        || two
            .keys()
            .all(|key| one.get(key) == two.get(key) || is_annotation(key))
    {
        return own.clone();
    }
    if one
        .keys()
        .all(|key| one.get(key) == two.get(key) || is_annotation(key))
    {
        return other.clone();
    }
    // Null is allowed when both allow it, and who says nothing about types does.
    let flagged = |part: &Schema| part.get("nullable") == Some(&Value::Bool(true));
    let free = |part: &Schema| {
        !["type", "enum", "oneOf", "anyOf"]
            .iter()
            .any(|key| part.contains_key(*key))
    };
    let nullable = (flagged(&one) || flagged(&two))
        && (flagged(&one) || free(&one))
        && (flagged(&two) || free(&two));
    combine(composer, &mut one, two, depth + 1);
    one.shift_remove("nullable");
    if nullable {
        one.insert("nullable".to_owned(), Value::Bool(true));
    }
    Value::Object(distribute(composer, &one, depth + 1, MAX_BRANCHES).unwrap_or(one))
}
