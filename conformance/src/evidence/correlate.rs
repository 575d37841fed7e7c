//! Which result speaks of which item: by the echoed key, and only where a result has no usable key by its position.

use std::collections::HashMap;

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

/// Which result speaks of which item.
pub(super) struct Matching {
    /// for each item the index of its result
    pub(super) entries: Vec<Option<usize>>,
    /// for each result the first item whose key it names
    pub(super) named: Vec<Option<usize>>,
    /// no result names an entity that was not sent, and none is named more often than it was sent
    pub(super) trusted: bool,
}

/// Matches items, given as their keys and whether they were sent with them, with results.
///
/// Where results stand in the order of the items, position decides. Elsewhere the echoed key does, and a key that stands
/// in the batch more than once is left alone: nothing tells which of its results is whose.
pub(super) fn correlate(
    keys: &[(&Map<String, Value>, bool)],
    entries: &[Entry],
    free: &[&str],
) -> Matching {
    let of_item: Vec<Option<String>> = keys
        .iter()
        .map(|(key, intact)| fingerprint(|property| key.get(property), free).filter(|_| *intact))
        .collect();
    let of_entry: Vec<Option<String>> = entries
        .iter()
        .map(|entry| {
            fingerprint(
                |property| entry.id_value(property).or_else(|| lone(entry)),
                free,
            )
        })
        .collect();
    let sent = count(&of_item);
    let (all_intact, named) = (of_item.iter().all(Option::is_some), count(&of_entry));
    let foreign = named.iter().any(|(key, times)| match sent.get(key) {
        Some(sent) => times > sent,
        None => all_intact,
    });
    let elsewhere = |(item, entry): (&Option<String>, &Option<String>)| {
        item != entry && entry.as_deref().is_some_and(|key| sent.contains_key(key))
    };
    let in_order = entries.len() == keys.len() && !of_item.iter().zip(&of_entry).any(elsewhere);
    let matched = if in_order {
        (0..keys.len()).map(Some).collect()
    } else {
        by_key(&of_item, &of_entry, &sent)
    };
    let mut first = HashMap::new();
    for (n, key) in of_item.iter().enumerate() {
        if let Some(key) = key {
            first.entry(key.as_str()).or_insert(n);
        }
    }
    let named = of_entry
        .iter()
        .map(|key| first.get(key.as_deref()?).copied())
        .collect();
    Matching {
        entries: matched,
        named,
        trusted: !foreign,
    }
}

fn by_key(
    of_item: &[Option<String>],
    of_entry: &[Option<String>],
    sent: &HashMap<&str, usize>,
) -> Vec<Option<usize>> {
    let at: HashMap<&str, usize> = of_entry
        .iter()
        .enumerate()
        .filter_map(|(n, key)| Some((key.as_deref()?, n)))
        .collect();
    let once = |key: &&str| sent.get(key) == Some(&1);
    let mut matched: Vec<Option<usize>> = of_item
        .iter()
        .map(|key| at.get(key.as_deref().filter(once)?).copied())
        .collect();
    // one item and one result that are left over belong together
    let items: Vec<usize> = (0..of_item.len())
        .filter(|item| matched[*item].is_none())
        .collect();
    let left: Vec<usize> = (0..of_entry.len())
        .filter(|entry| !matched.contains(&Some(*entry)))
        .collect();
    if let ([item], [entry]) = (items.as_slice(), left.as_slice()) {
        matched[*item] = Some(*entry);
    }
    matched
}

fn count(keys: &[Option<String>]) -> HashMap<&str, usize> {
    let mut counted = HashMap::new();
    for key in keys.iter().flatten() {
        *counted.entry(key.as_str()).or_insert(0) += 1;
    }
    counted
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
        text.push_str(&crate::contract::plain(value).to_lowercase());
        text.push('\u{1f}');
    }
    Some(text)
}
