//! JSON text to a value, quickly, and to an index that finds the place of any part of it later. Refuses duplicate
//! keys and whatever is no JSON, silently: the slower parser then says what is wrong, and where.

use std::fmt;

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

/// Every value of a JSON text in the order of the text.
#[derive(Clone, Debug, Default)]
pub(super) struct Index(Vec<Place>);

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
        Self(places)
    }

    /// The place of what the unescaped `tokens` lead to in `text`.
    pub(super) fn find(&self, text: &str, tokens: &[String]) -> Option<Place> {
        let mut current = 0;
        for token in tokens {
            let place = self.0.get(current)?;
            let number = token.parse::<usize>().ok();
            let mut child = current + 1;
            let mut position = 0;
            current = loop {
                let candidate = self.0.get(child).filter(|_| child < place.end)?;
                let found = match candidate.key {
                    Some((from, to)) => is_key(&text[from..to], token),
                    None => number == Some(position),
                };
                if found {
                    break child;
                }
                child = candidate.end;
                position += 1;
            };
        }
        self.0.get(current).copied()
    }
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
        serde_json::from_str::<String>(quoted).is_ok_and(|key| key == token)
    } else {
        inner == token
    }
}
