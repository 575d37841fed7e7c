//! Parameters and forms that are more than one text: to JSON values, and back. Knows only the shape of what is
//! wanted; whether the values are right is decided where they are read.

use serde_json::{Map, Value};

/// What a text or a set of texts stands for.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Text, also when it looks like a number.
    Text,
    /// Bytes: Base64 in a value, themselves in a form.
    Bytes,
    /// A number or a boolean.
    Scalar,
    /// Whatever it looks like.
    Any,
    /// A list.
    List(&'static Shape),
    /// An object with these members, and others of the last shape.
    Object(&'static [(&'static str, Shape)], &'static Shape),
}

/// How several values are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `name=a,b`, or `name=a&name=b`.
    Form,
    /// `a,b`
    Simple,
    /// `.a.b`
    Label,
    /// `;name=a`
    Matrix,
    /// `name=a b`
    Spaces,
    /// `name=a|b`
    Pipes,
    /// `name[key]=a`
    Deep,
}

impl Style {
    fn separator(self) -> char {
        match self {
            Self::Spaces => ' ',
            Self::Pipes => '|',
            _ => ',',
        }
    }
}

/// One text as a value. With `guess`, what looks like a number is one where the shape leaves it open.
#[must_use]
pub fn value(text: &str, shape: Shape, guess: bool) -> Value {
    let scalar = || {
        serde_json::from_str::<Value>(text)
            .ok()
            .filter(|one| one.is_number() || one.is_boolean())
    };
    match shape {
        Shape::Text | Shape::Bytes => text.into(),
        Shape::Scalar => scalar().unwrap_or_else(|| text.into()),
        Shape::Any if guess => {
            let nested = || {
                serde_json::from_str::<Value>(text)
                    .ok()
                    .filter(|one| one.is_object() || one.is_array())
            };
            scalar().or_else(nested).unwrap_or_else(|| text.into())
        }
        Shape::Any => text.into(),
        Shape::List(_) | Shape::Object(..) => {
            serde_json::from_str(text).unwrap_or_else(|_| text.into())
        }
    }
}

fn member(members: &[(&'static str, Shape)], others: &'static Shape, name: &str) -> Shape {
    members
        .iter()
        .find(|(own, _)| *own == name)
        .map_or(*others, |(_, shape)| *shape)
}

/// The texts of one value, separated: a list, or names and values in turn.
fn separated(texts: &[&str], named: bool, shape: Shape, guess: bool) -> Value {
    match shape {
        Shape::Object(members, others) => {
            let mut object = Map::new();
            let mut texts = texts.iter();
            while let Some(text) = texts.next() {
                let (name, text) = if named {
                    text.split_once('=').unwrap_or((text, ""))
                } else {
                    (*text, texts.next().copied().unwrap_or_default())
                };
                object.insert(
                    name.to_owned(),
                    value(text, member(members, others, name), guess),
                );
            }
            Value::Object(object)
        }
        Shape::List(items) => texts
            .iter()
            .map(|text| value(text, *items, guess))
            .collect(),
        other => value(&texts.join(","), other, guess),
    }
}

/// A value from a text in a path, a header or a cookie.
#[must_use]
pub fn read_text(
    text: &str,
    name: &str,
    style: Style,
    explode: bool,
    shape: Shape,
    guess: bool,
) -> Value {
    let several = matches!(shape, Shape::List(_) | Shape::Object(..));
    let matrix = format!("{name}=");
    let (text, separator) = match style {
        Style::Label => (
            text.strip_prefix('.').unwrap_or(text),
            if explode { '.' } else { ',' },
        ),
        Style::Matrix => {
            let text = text.strip_prefix(';').unwrap_or(text);
            if explode && several {
                let texts: Vec<&str> = text.split(';').collect();
                let strip = |text: &&'_ str| text.strip_prefix(matrix.as_str()).map(str::to_owned);
                return match shape {
                    Shape::List(_) => {
                        let texts: Vec<String> = texts.iter().filter_map(strip).collect();
                        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
                        separated(&texts, false, shape, guess)
                    }
                    _ => separated(&texts, true, shape, guess),
                };
            }
            (text.strip_prefix(matrix.as_str()).unwrap_or(text), ',')
        }
        other => (text, other.separator()),
    };
    if !several {
        return value(text, shape, guess);
    }
    let texts: Vec<&str> = if text.is_empty() {
        Vec::new()
    } else {
        text.split(separator).map(str::trim).collect()
    };
    separated(&texts, explode, shape, guess)
}

/// A value from the pairs of a query or a form; `None` when it is not there.
#[must_use]
pub fn read_pairs(
    pairs: &[(String, String)],
    name: &str,
    style: Style,
    explode: bool,
    shape: Shape,
    guess: bool,
) -> Option<Value> {
    if style == Style::Deep {
        return deep(pairs, name, shape, guess);
    }
    if let (Shape::Object(members, others), true) = (shape, explode && style == Style::Form) {
        let mut object = Map::new();
        for (key, text) in pairs {
            if let Some((_, shape)) = members.iter().find(|(own, _)| own == key) {
                object.insert(key.clone(), value(text, *shape, guess));
            } else if members.is_empty() {
                object.insert(key.clone(), value(text, *others, guess));
            }
        }
        return (!object.is_empty()).then_some(Value::Object(object));
    }
    let own = pairs
        .iter()
        .filter(|(key, _)| key == name || key.strip_suffix("[]") == Some(name));
    let texts: Vec<&str> = own.map(|(_, text)| text.as_str()).collect();
    match (shape, texts.as_slice()) {
        (_, []) => None,
        (Shape::List(items), texts) => {
            let mut list = Vec::new();
            for text in texts {
                if explode {
                    list.push(value(text, *items, guess));
                } else if !text.is_empty() {
                    list.extend(
                        text.split(style.separator())
                            .map(|text| value(text, *items, guess)),
                    );
                }
            }
            Some(Value::Array(list))
        }
        (Shape::Object(..), texts) => {
            let texts: Vec<&str> = texts
                .iter()
                .flat_map(|text| text.split(style.separator()))
                .collect();
            Some(separated(&texts, false, shape, guess))
        }
        (Shape::Any, [_, _, ..]) => Some(
            texts
                .iter()
                .map(|text| value(text, Shape::Any, guess))
                .collect(),
        ),
        (shape, [.., last]) => Some(value(last, shape, guess)),
    }
}

fn deep(pairs: &[(String, String)], name: &str, shape: Shape, guess: bool) -> Option<Value> {
    let mut root = Value::Null;
    for (key, text) in pairs {
        let Some(rest) = key
            .strip_prefix(name)
            .filter(|rest| rest.starts_with('[') && rest.ends_with(']'))
        else {
            continue;
        };
        let keys: Vec<&str> = rest[1..rest.len() - 1].split("][").take(16).collect();
        let (mut place, mut here) = (&mut root, shape);
        for key in keys {
            here = match here {
                Shape::Object(members, others) => member(members, others, key),
                Shape::List(items) => *items,
                _ => Shape::Any,
            };
            let number = key.is_empty() || key.parse::<usize>().is_ok();
            if place.is_null() && number && !matches!(here, Shape::Object(..)) {
                *place = Value::Array(Vec::new());
            } else if place.is_null() {
                *place = Value::Object(Map::new());
            }
            place = match place {
                Value::Array(items) => {
                    items.push(Value::Null);
                    items.last_mut()?
                }
                Value::Object(members) => members.entry(key.to_owned()).or_insert(Value::Null),
                _ => return None,
            };
        }
        *place = value(text, here, guess);
    }
    (!root.is_null()).then_some(root)
}

/// The text of a value that is one.
#[must_use]
pub fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// The text for a path, a header or a cookie.
#[must_use]
pub fn write_text(value: &Value, name: &str, style: Style, explode: bool) -> String {
    let texts: Vec<String> = match value {
        Value::Array(items) if style == Style::Matrix && explode => {
            return items
                .iter()
                .map(|item| format!(";{name}={}", text(item)))
                .collect();
        }
        Value::Array(items) => items.iter().map(text).collect(),
        Value::Object(members) if explode => members
            .iter()
            .map(|(key, member)| format!("{key}={}", text(member)))
            .collect(),
        Value::Object(members) => members
            .iter()
            .flat_map(|(key, member)| [key.clone(), text(member)])
            .collect(),
        other => vec![text(other)],
    };
    match style {
        Style::Label => format!(".{}", texts.join(if explode { "." } else { "," })),
        Style::Matrix if explode && value.is_object() => {
            texts.iter().map(|text| format!(";{text}")).collect()
        }
        Style::Matrix => format!(";{name}={}", texts.join(",")),
        other => texts.join(&other.separator().to_string()),
    }
}

/// The pairs for a query or a form.
#[must_use]
pub fn write_pairs(
    value: &Value,
    name: &str,
    style: Style,
    explode: bool,
) -> Vec<(String, String)> {
    let pair = |text: String| (name.to_owned(), text);
    match (value, style) {
        (Value::Null, _) => Vec::new(),
        (Value::Object(members), Style::Deep) => members
            .iter()
            .flat_map(|(key, member)| {
                write_pairs(member, &format!("{name}[{key}]"), Style::Deep, true)
            })
            .collect(),
        (Value::Array(items), Style::Form | Style::Deep) if explode => {
            items.iter().map(|item| pair(text(item))).collect()
        }
        (Value::Object(members), Style::Form) if explode => members
            .iter()
            .map(|(key, member)| (key.clone(), text(member)))
            .collect(),
        (value, style) => vec![pair(write_text(value, name, style, false))],
    }
}
