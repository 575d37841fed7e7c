//! JSON text to a value, quickly, and to an index that finds the place of any part of it later. Refuses duplicate
//! keys and whatever is no JSON, silently: the slower parser then says what is wrong, and where.

use std::collections::HashMap;
use std::fmt;
use std::sync::OnceLock;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// The value of a JSON text; `None` when it is not plain JSON without duplicate keys.
pub(super) fn parse(text: &str) -> Option<Value> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = Strict.deserialize(&mut deserializer).ok()?;
    deserializer.end().ok()?;
    Some(value)
}

struct Strict;

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(Strict)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(key) = access.next_key::<String>()? {
            if members
                .insert(key, access.next_value_seed(Strict)?)
                .is_some()
            {
                return Err(A::Error::custom("a duplicate key"));
            }
        }
        Ok(Value::Object(members))
    }
}

/// Where a value and its key stand, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// From and to; quotes included.
    pub(super) value: (usize, usize),
    /// The same of the key, for members of objects.
    pub(super) key: Option<(usize, usize)>,
    /// Whether the value is an object or an array.
    pub(super) container: bool,
    end: usize,
}

/// Code points are counted once in blocks of so many bytes.
const BLOCK: usize = 4096;
/// Containers with more values than this get a table of their own.
const MANY: usize = 32;

/// Every value of a JSON text in the order of the text.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    places: Vec<Place>,
    /// The values of large containers, made when a place is asked for first.
    large: OnceLock<HashMap<usize, Children>>,
    /// Where lines begin, likewise.
    lines: OnceLock<Vec<usize>>,
    /// How many code points stand before each block of bytes, likewise.
    characters: OnceLock<Vec<usize>>,
}

/// The values of one container.
#[derive(Clone, Debug, Default)]
struct Children {
    by_key: HashMap<String, usize>,
    in_order: Vec<usize>,
}

impl Index {
    /// Indexes a text that [`parse`] accepted.
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut places: Vec<Place> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let (mut at, mut key) = (0, None);
        while let Some(byte) = bytes.get(at) {
            let start = at;
            match byte {
                b'}' | b']' => {
                    at += 1;
                    if let Some(index) = open.pop() {
                        places[index].value.1 = at;
                        places[index].end = places.len();
                    }
                    continue;
                }
                b'{' | b'[' => at += 1,
                b'"' => {
                    at = string_end(bytes, at);
                    let colon = bytes[at..].iter().find(|byte| !byte.is_ascii_whitespace());
                    if key.is_none() && colon == Some(&b':') {
                        key = Some((start, at));
                        continue;
                    }
                }
                b',' | b':' => {
                    at += 1;
                    continue;
                }
                byte if byte.is_ascii_whitespace() => {
                    at += 1;
                    continue;
                }
                _ => {
                    let ends = |byte: &u8| b",]} \t\r\n".contains(byte);
                    at += bytes[at..]
                        .iter()
                        .position(ends)
                        .unwrap_or(bytes.len() - at);
                }
            }
            let container = matches!(byte, b'{' | b'[');
            let place = Place {
                value: (start, at),
                key: key.take(),
                container,
                end: places.len() + 1,
            };
            if container {
                open.push(places.len());
            }
            places.push(place);
        }
        Self {
            places,
            ..Self::default()
        }
    }

    /// The place of what the unescaped `tokens` lead to in `text`.
    pub(super) fn find(&self, text: &str, tokens: &[String]) -> Option<Place> {
        let large = self.large.get_or_init(|| self.tables(text));
        let mut current = 0;
        for token in tokens {
            let number = token.parse::<usize>().ok();
            current = match large.get(&current) {
                Some(children) => {
                    let key = children.by_key.get(token);
                    *key.or_else(|| children.in_order.get(number?))?
                }
                None => self
                    .children(current)
                    .enumerate()
                    .find_map(|(place, child)| {
                        let found = match self.places[child].key {
                            Some((from, to)) => is_key(&text[from..to], token),
                            None => number == Some(place),
                        };
                        found.then_some(child)
                    })?,
            };
        }
        self.places.get(current).copied()
    }

    /// The line and the column of a byte, both from 1, the column in code points.
    pub(super) fn line_and_column(&self, text: &str, offset: usize) -> (usize, usize) {
        let lines = self.lines.get_or_init(|| {
            let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0)
                .chain(ends.map(|(end, _)| end + 1))
                .collect()
        });
        let line = lines.partition_point(|start| *start <= offset);
        let start = line.checked_sub(1).map_or(0, |last| lines[last]);
        let column = self.characters(text, offset) - self.characters(text, start);
        (line, column + 1)
    }

    /// How many code points stand before a byte. A line may be the whole text, so they are not counted anew each time.
    fn characters(&self, text: &str, offset: usize) -> usize {
        let count = |bytes: &[u8]| bytes.iter().filter(|byte| !is_continuation(**byte)).count();
        let counts = self.characters.get_or_init(|| {
            let blocks = text.as_bytes().chunks(BLOCK);
            let mut before = 0;
            let counted = blocks.map(|block| {
                before += count(block);
                before
            });
            std::iter::once(0).chain(counted).collect()
        });
        let block = offset / BLOCK;
        counts[block] + count(&text.as_bytes()[block * BLOCK..offset])
    }

    fn children(&self, container: usize) -> impl Iterator<Item = usize> {
        let end = self.places.get(container).map_or(0, |place| place.end);
        let first = Some(container + 1).filter(|child| *child < end);
        std::iter::successors(first, move |child| {
            let next = self.places.get(*child)?.end;
            (next < end).then_some(next)
        })
    }

    fn tables(&self, text: &str) -> HashMap<usize, Children> {
        let large = (0..self.places.len())
            .filter(|container| self.children(*container).nth(MANY).is_some());
        let table = |container| {
            let mut table = Children::default();
            for child in self.children(container) {
                match self.places[child].key {
                    Some((from, to)) => table.by_key.insert(key(&text[from..to]), child),
                    None => {
                        table.in_order.push(child);
                        None
                    }
                };
            }
            (container, table)
        };
        large.map(table).collect()
    }
}

/// Whether a byte of UTF-8 begins no code point.
fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn is_key(quoted: &str, token: &str) -> bool {
    let inner = &quoted[1..quoted.len() - 1];
    if inner.contains('\\') {
        key(quoted) == token
    } else {
        inner == token
    }
}

/// The text of a key; [`parse`] made sure that it is one.
fn key(quoted: &str) -> String {
    if quoted.contains('\\') {
        serde_json::from_str(quoted).unwrap_or_default()
    } else {
        quoted[1..quoted.len() - 1].to_owned()
    }
}
