//! Finds the keys in what was sent: a request is written with two bindings of equally long keys, and a key stands where
//! both show theirs. So a key that equals some other value by chance is not mistaken for it.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::bind::Binding;
use crate::contract::{self, Kind, SPACIOUS, plain};

/// A part of a target or a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// sent as it is
    Text(Vec<u8>),
    /// a word of bash that gives a key
    Key(String),
}

/// One key that the script computes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    /// the shell variable
    pub(super) variable: String,
    /// index of the symbol
    pub(super) symbol: usize,
    /// how its value comes from a number
    pub(super) kind: KeyKind,
    /// as recorded, and as in the other binding
    value: (String, String),
}

/// How a value comes from a number, as [`crate::bind::bind`] does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyKind {
    /// the number itself
    Integer,
    /// its digits to the base 36, at most so many
    Text(Option<usize>),
    /// a day
    Date,
    /// the beginning of a day
    DateTime,
    /// its hexadecimal digits at the end of a UUID
    Uuid,
}

/// The keys of `binding` that can be computed, and a binding that differs from it in each of them.
pub(super) fn keys(of: &contract::Key, binding: &Binding) -> (Vec<Key>, Binding) {
    let mut keys = Vec::new();
    let mut other = binding.clone();
    for (symbol, bound) in binding.keys.iter().enumerate() {
        // one part follows the number, the others stay as they are
        let free = of.leading().into_iter().filter_map(|property| {
            let kind = match property.kind {
                Kind::Number => KeyKind::Integer,
                Kind::Integer { .. } if property.kind.values() >= SPACIOUS => KeyKind::Integer,
                // shorter than the numbers that are drawn, so that none of them is padded
                Kind::Text { min: 0..=6, max } => KeyKind::Text(max),
                Kind::Date => KeyKind::Date,
                Kind::DateTime => KeyKind::DateTime,
                Kind::Uuid => KeyKind::Uuid,
                // too few values to be fresh, or none that bash can compute
                _ => return None,
            };
            Some((property.name.as_str(), kind))
        });
        for (nth, (name, kind)) in free.enumerate() {
            let Some((recorded, changed)) = changed(bound, name) else {
                continue;
            };
            let value = (plain(recorded), plain(&changed));
            other.keys[symbol].insert(name.to_owned(), changed);
            let variable = match nth {
                0 => format!("k{}", symbol + 1),
                _ => format!("k{}_{}", symbol + 1, nth + 1),
            };
            keys.push(Key {
                variable,
                symbol,
                kind,
                value,
            });
        }
    }
    (keys, other)
}

/// A key value, and another one that is as long and differs in every letter and digit.
fn changed<'a>(bound: &'a Map<String, Value>, name: &str) -> Option<(&'a Value, Value)> {
    let recorded = bound.get(name)?;
    let turned: String = plain(recorded).chars().map(turn).collect();
    let changed = match recorded {
        Value::String(_) => Value::String(turned),
        Value::Number(_) => serde_json::from_str(&turned).ok()?,
        _ => return None,
    };
    (plain(&changed).len() == plain(recorded).len() && changed != *recorded)
        .then_some((recorded, changed))
}

fn turn(c: char) -> char {
    match c {
        '9' | '0' => '1',
        '1'..='8' | 'A'..='Y' | 'a'..='y' => char::from_u32(u32::from(c) + 1).unwrap_or(c),
        'Z' => 'A',
        'z' => 'a',
        other => other,
    }
}

/// Cuts `recorded` at its keys; `changed` is the same with the other binding.
pub(super) fn pieces(recorded: &[u8], changed: &[u8], keys: &[Key]) -> Vec<Piece> {
    if recorded.len() != changed.len() {
        return vec![Piece::Text(recorded.to_vec())];
    }
    let mut words: HashMap<Vec<u8>, Vec<(Vec<u8>, String)>> = HashMap::new();
    for key in keys {
        for (from, to, word) in forms(key) {
            words.entry(from).or_default().push((to, word));
        }
    }
    let mut lengths: Vec<usize> = words.keys().map(Vec::len).collect();
    lengths.sort_unstable_by(|a, b| b.cmp(a));
    lengths.dedup();
    let mut pieces = Vec::new();
    let mut text = Vec::new();
    let mut at = 0;
    while at < recorded.len() {
        let whole = lengths.iter().find_map(|length| {
            let end = at.checked_add(*length)?;
            let (here, there) = (recorded.get(at..end)?, changed.get(at..end)?);
            let found = words.get(here)?.iter().find(|(to, _)| to == there)?;
            Some((*length, found.1.clone()))
        });
        // a body that was cut may end within a key
        let found = whole.or_else(|| {
            let rest = (&recorded[at..], &changed[at..]);
            lengths.first().filter(|longest| rest.0.len() < **longest)?;
            let cut = |key: &&Key| {
                let (from, to) = (key.value.0.as_bytes(), key.value.1.as_bytes());
                rest.0.len() < from.len() && from.starts_with(rest.0) && to.starts_with(rest.1)
            };
            let key = keys.iter().find(cut).filter(|_| rest.0[0] != rest.1[0])?;
            let length = rest.0.len();
            Some((length, format!("\"${{{}:0:{length}}}\"", key.variable)))
        });
        match found {
            Some((length, word)) => {
                if !text.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut text)));
                }
                pieces.push(Piece::Key(word));
                at += length;
            }
            None => {
                text.push(recorded[at]);
                at += 1;
            }
        }
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    pieces
}

/// The ways in which a key is written: as it is, in a path, with JSON's escapes.
fn forms(key: &Key) -> Vec<(Vec<u8>, Vec<u8>, String)> {
    let name = &key.variable;
    let (from, to) = &key.value;
    let bytes = |from: String, to: String, word: String| (from.into_bytes(), to.into_bytes(), word);
    let mut forms = vec![bytes(from.clone(), to.clone(), format!("\"${name}\""))];
    if key.kind == KeyKind::DateTime {
        let colons = |text: &str| text.replace(':', "%3A");
        forms.push(bytes(
            colons(from),
            colons(to),
            format!("\"${{{name}//:/%3A}}\""),
        ));
    }
    if key.kind != KeyKind::Integer {
        let escaped = |text: &str| {
            text.encode_utf16()
                .map(|unit| format!("\\u{unit:04x}"))
                .collect::<String>()
        };
        forms.push(bytes(
            escaped(from),
            escaped(to),
            format!("\"$(escaped \"${name}\")\""),
        ));
    }
    forms
}
