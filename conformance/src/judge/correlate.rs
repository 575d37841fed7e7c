//! Which result speaks of which item: by the echoed key, and only where a result has no usable key by its position.

use serde_json::{Map, Value};

use super::answer::{Entry, same_key};

/// How well a result names a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// every free key property, with the item's value
    Right,
    /// another value in one of them
    Wrong,
    /// no free key property, or null in it
    Nothing,
}

/// How `entry` names the key `key`; `free` are the properties that tell the items of one batch apart.
pub fn naming(entry: &Entry, key: &Map<String, Value>, free: &[&str]) -> Naming {
    let mut named = false;
    for property in free {
        let Some(sent) = key.get(*property) else {
            continue;
        };
        let echoed = match entry.id_value(property) {
            Some(value) => Some(value),
            None => match entry.id.as_slice() {
                [(None, value)] if free.len() == 1 => Some(value),
                _ => None,
            },
        };
        match echoed {
            Some(Value::Null) | None => {}
            Some(value) if same_key(value, sent) => named = true,
            Some(_) => return Naming::Wrong,
        }
    }
    if named {
        Naming::Right
    } else {
        Naming::Nothing
    }
}

/// For each item, given as its key and whether it was sent with it, the index of its result. Items with the same key take
/// results in order. An item that no result names takes the one at its own position, if there are as many results as
/// items and that one names nothing (or the item itself named nothing).
pub(super) fn correlate(
    keys: &[(&Map<String, Value>, bool)],
    entries: &[Entry],
    free: &[&str],
) -> Vec<Option<usize>> {
    let mut taken = vec![false; entries.len()];
    let mut matched: Vec<Option<usize>> = vec![None; keys.len()];
    let mut by_value: std::collections::HashMap<String, Vec<usize>> =
        std::collections::HashMap::new();
    for (index, entry) in entries.iter().enumerate().rev() {
        if let Some(text) = fingerprint(
            |property| entry.id_value(property).or_else(|| lone(entry)),
            free,
        ) {
            by_value.entry(text).or_default().push(index);
        }
    }
    for (item, (key, _)) in keys.iter().enumerate().filter(|(_, (_, intact))| *intact) {
        let candidates = fingerprint(|property| key.get(property), free)
            .and_then(|text| by_value.get_mut(&text));
        if let Some(index) = candidates.and_then(Vec::pop) {
            matched[item] = Some(index);
            taken[index] = true;
        }
    }
    if entries.len() == keys.len() {
        for (item, slot) in matched.iter_mut().enumerate() {
            let (key, intact) = keys[item];
            if slot.is_none()
                && !taken[item]
                && (!intact || naming(&entries[item], key, free) == Naming::Nothing)
            {
                *slot = Some(item);
                taken[item] = true;
            }
        }
    }
    matched
}

fn lone(entry: &Entry) -> Option<&Value> {
    match entry.id.as_slice() {
        [(None, value)] => Some(value),
        _ => None,
    }
}

fn fingerprint<'v>(value: impl Fn(&str) -> Option<&'v Value>, free: &[&str]) -> Option<String> {
    let mut text = String::new();
    for property in free {
        let value = value(property).filter(|v| !v.is_null())?;
        text.push_str(&crate::bind::plain(value).to_lowercase());
        text.push('\u{1f}');
    }
    Some(text)
}
