//! Parameters and forms that are more than one text: to JSON values, and back. Knows only the shape of what is
//! wanted; whether the values are right is decided where they are read.

use serde_json::{Map, Value};

use super::shape::{Member, Others, Shape};
use super::travel::Style;

/// How deep objects in parameters are told apart; below, texts are what they look like.
const MAX_DEPTH: usize = 3;

/// What a text or a set of texts stands for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Look {
    /// Text, also when it looks like a number.
    Text,
    /// Bytes: Base64 in a value, themselves in a form.
    Bytes,
    /// A number or a boolean.
    Scalar,
    /// Whatever it looks like.
    Any,
    /// A list of these.
    List(Inner),
    /// An object with these members, and others that look like the second.
    Object(&'static [Member], Inner),
}

/// What stands in a list or an object: looked at only when it is needed, since a type may contain itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inner(Option<&'static Shape>, usize);

impl Inner {
    pub(super) fn look(self) -> Look {
        match self.0 {
            Some(shape) => Look::at(shape, self.1),
            None => Look::Any,
        }
    }

    /// The same for a member of what it stands in.
    pub(super) fn member(self, members: &'static [Member], name: &str) -> Look {
        match members.iter().find(|member| member.wire == name) {
            Some(member) => Look::at(&member.shape, self.1),
            None => self.look(),
        }
    }
}

impl Look {
    /// What values of a shape look like.
    pub(super) fn of(shape: &'static Shape) -> Self {
        Self::at(shape, 0)
    }

    fn at(shape: &'static Shape, depth: usize) -> Self {
        if depth > MAX_DEPTH && matches!(shape, Shape::Of(_)) {
            return Self::Any;
        }
        let inner = |shape| Inner(Some(shape), depth + 1);
        match shape.resolved() {
            Shape::Text(_) | Shape::DateTime | Shape::Date | Shape::Uuid | Shape::Texts(_) => {
                Self::Text
            }
            Shape::Bytes => Self::Bytes,
            Shape::Boolean(_) | Shape::Int32(_) | Shape::Int64(_) | Shape::Number(_) => {
                Self::Scalar
            }
            Shape::Null | Shape::Any(_) | Shape::Of(_) => Self::Any,
            Shape::List(items, _) => Self::List(inner(items)),
            Shape::Map(values, _) => Self::Object(&[], inner(values)),
            Shape::Nullable(shape) => Self::at(shape, depth),
            Shape::Object(members, Others::Kept(shape), _) => Self::Object(members, inner(shape)),
            Shape::Object(members, ..) => Self::Object(members, Inner(None, depth + 1)),
            Shape::Choice(branches, _) => {
                let mut looks = branches.iter().map(|branch| Self::at(branch, depth + 1));
                let structured = |look: &Self| matches!(look, Self::List(_) | Self::Object(..));
                let first = looks.clone().next().unwrap_or(Self::Any);
                match looks.clone().find(structured) {
                    Some(found) if depth == 0 => found,
                    Some(_) => Self::Any,
                    None if looks.all(|look| {
                        std::mem::discriminant(&look) == std::mem::discriminant(&first)
                    }) =>
                    {
                        first
                    }
                    None => Self::Any,
                }
            }
        }
    }
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
pub(super) fn value(text: &str, look: Look, guess: bool) -> Value {
    let scalar = || {
        serde_json::from_str::<Value>(text)
            .ok()
            .filter(|one| one.is_number() || one.is_boolean())
    };
    match look {
        Look::Text | Look::Bytes => text.into(),
        Look::Scalar => scalar().unwrap_or_else(|| text.into()),
        Look::Any if guess => {
            let nested = || {
                serde_json::from_str::<Value>(text)
                    .ok()
                    .filter(|one| one.is_object() || one.is_array())
            };
            scalar().or_else(nested).unwrap_or_else(|| text.into())
        }
        Look::Any => text.into(),
        Look::List(_) | Look::Object(..) => {
            serde_json::from_str(text).unwrap_or_else(|_| text.into())
        }
    }
}

/// The texts of one value, separated: a list, or names and values in turn.
fn separated(texts: &[&str], named: bool, look: Look, guess: bool) -> Value {
    match look {
        Look::Object(members, others) => {
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
                    value(text, others.member(members, name), guess),
                );
            }
            Value::Object(object)
        }
        Look::List(items) => texts
            .iter()
            .map(|text| value(text, items.look(), guess))
            .collect(),
        other => value(&texts.join(","), other, guess),
    }
}

/// A value from a text in a path, a header or a cookie.
pub(super) fn read_text(
    text: &str,
    name: &str,
    style: Style,
    explode: bool,
    look: Look,
    guess: bool,
) -> Value {
    let several = matches!(look, Look::List(_) | Look::Object(..));
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
                return match look {
                    Look::List(_) => {
                        let texts: Vec<String> = texts.iter().filter_map(strip).collect();
                        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
                        separated(&texts, false, look, guess)
                    }
                    _ => separated(&texts, true, look, guess),
                };
            }
            (text.strip_prefix(matrix.as_str()).unwrap_or(text), ',')
        }
        other => (text, other.separator()),
    };
    if !several {
        return value(text, look, guess);
    }
    let texts: Vec<&str> = if text.is_empty() {
        Vec::new()
    } else {
        text.split(separator).map(str::trim).collect()
    };
    separated(&texts, explode, look, guess)
}

/// A value from the pairs of a query or a form; `None` when it is not there.
pub(super) fn read_pairs(
    pairs: &[(String, String)],
    name: &str,
    style: Style,
    explode: bool,
    look: Look,
    guess: bool,
) -> Option<Value> {
    if style == Style::Deep {
        return deep(pairs, name, look, guess);
    }
    if let (Look::Object(members, others), true) = (look, explode && style == Style::Form) {
        let mut object = Map::new();
        for (key, text) in pairs {
            if members.is_empty() || members.iter().any(|member| member.wire == key) {
                object.insert(key.clone(), value(text, others.member(members, key), guess));
            }
        }
        return (!object.is_empty()).then_some(Value::Object(object));
    }
    let own = pairs
        .iter()
        .filter(|(key, _)| key == name || key.strip_suffix("[]") == Some(name));
    let texts: Vec<&str> = own.map(|(_, text)| text.as_str()).collect();
    match (look, texts.as_slice()) {
        (_, []) => None,
        (Look::List(items), texts) => {
            let mut list = Vec::new();
            for text in texts {
                if explode {
                    list.push(value(text, items.look(), guess));
                } else if !text.is_empty() {
                    list.extend(
                        text.split(style.separator())
                            .map(|text| value(text, items.look(), guess)),
                    );
                }
            }
            Some(Value::Array(list))
        }
        (Look::Object(..), texts) => {
            let texts: Vec<&str> = texts
                .iter()
                .flat_map(|text| text.split(style.separator()))
                .collect();
            Some(separated(&texts, false, look, guess))
        }
        (Look::Any, [_, _, ..]) => Some(
            texts
                .iter()
                .map(|text| value(text, Look::Any, guess))
                .collect(),
        ),
        (look, [.., last]) => Some(value(last, look, guess)),
    }
}

fn deep(pairs: &[(String, String)], name: &str, look: Look, guess: bool) -> Option<Value> {
    let mut root = Value::Null;
    for (key, text) in pairs {
        let Some(rest) = key
            .strip_prefix(name)
            .filter(|rest| rest.starts_with('[') && rest.ends_with(']'))
        else {
            continue;
        };
        let keys: Vec<&str> = rest[1..rest.len() - 1].split("][").take(16).collect();
        let (mut place, mut here) = (&mut root, look);
        for key in keys {
            here = match here {
                Look::Object(members, others) => others.member(members, key),
                Look::List(items) => items.look(),
                _ => Look::Any,
            };
            let number = key.is_empty() || key.parse::<usize>().is_ok();
            if place.is_null() && number && !matches!(here, Look::Object(..)) {
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

/// The one text of a parameter or header as a value; `None` when it is not what `shape` wants. JSON's own grammar of
/// numbers is not asked for: `007` is 7, but a plus sign is none.
pub(super) fn plain(text: &str, shape: &'static Shape) -> Option<Value> {
    let digits = || {
        text.bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-')
            .then(|| text.parse::<i64>().ok())?
            .map(Value::from)
    };
    match shape.resolved() {
        Shape::Boolean(_) => text.parse::<bool>().ok().map(Value::from),
        Shape::Int32(_) | Shape::Int64(_) => digits(),
        Shape::Number(_) => {
            let begins = text.starts_with(|first: char| first.is_ascii_digit() || first == '-');
            let number = begins.then(|| text.parse::<f64>().ok())??;
            serde_json::Number::from_f64(number).map(Value::Number)
        }
        Shape::Nullable(inner) => plain(text, inner),
        Shape::Null | Shape::Any(_) | Shape::Choice(..) => Some(value(text, Look::of(shape), true)),
        _ => Some(text.into()),
    }
}

/// The text of a value that is one.
#[must_use]
pub fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        // Without the zero that JSON writes behind the point of a whole number.
        Value::Number(number) if number.is_f64() => number.as_f64().unwrap_or_default().to_string(),
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
