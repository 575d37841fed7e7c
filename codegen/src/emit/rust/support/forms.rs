//! Bodies that are forms: `application/x-www-form-urlencoded` and `multipart/form-data` (RFC 7578), to JSON values
//! and back. Refuses parts without a name and a body without its boundary.

use serde_json::{Map, Value};

use super::base64;
use super::json::{Pointer, Violations};
use super::styles::{self, Shape, Style};

/// A form as a value.
#[must_use]
pub fn read_urlencoded(bytes: &[u8], shape: Shape, guess: bool) -> Value {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(bytes).into_owned().collect();
    read_pairs(&pairs, shape, guess)
}

fn read_pairs(pairs: &[(String, String)], shape: Shape, guess: bool) -> Value {
    let mut object = Map::new();
    let members: &[(&str, Shape)] = match shape {
        Shape::Object(members, _) => members,
        _ => &[],
    };
    for (name, shape) in members {
        let plain = styles::read_pairs(pairs, name, Style::Form, true, *shape, guess);
        let found = match (plain, shape) {
            (Some(Value::Array(items)), Shape::List(_)) => Some(Value::Array(items)),
            // An object in a form is JSON, or one pair for each of its members.
            (_, Shape::Object(..)) => pairs
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, text)| styles::value(text, *shape, guess))
                .or_else(|| styles::read_pairs(pairs, name, Style::Deep, true, *shape, guess)),
            (None, _) => styles::read_pairs(pairs, name, Style::Deep, true, *shape, guess),
            (plain, _) => plain,
        };
        if let Some(found) = found {
            object.insert((*name).to_owned(), found);
        }
    }
    for (key, text) in pairs {
        let base = key.split('[').next().unwrap_or(key);
        if !members.iter().any(|(name, _)| name == key || *name == base)
            && !object.contains_key(key)
        {
            let others = match shape {
                Shape::Object(_, others) => *others,
                _ => Shape::Any,
            };
            object.insert(key.clone(), styles::value(text, others, guess));
        }
    }
    Value::Object(object)
}

/// A form with parts as a value; the bytes of files become Base64.
///
/// # Errors
/// When the parts cannot be told apart.
pub fn read_multipart(
    bytes: &[u8],
    content_type: &str,
    shape: Shape,
    guess: bool,
) -> Result<Value, Violations> {
    let broken = |message: &str| {
        let mut violations = Violations::default();
        violations.add(&Pointer::Root, "syntax", message);
        violations
    };
    let boundary = content_type.split(';').find_map(|part| {
        let (name, value) = part.trim().split_once('=')?;
        name.eq_ignore_ascii_case("boundary")
            .then(|| value.trim_matches('"'))
    });
    let boundary = boundary
        .filter(|text| !text.is_empty())
        .ok_or_else(|| broken("the boundary is missing"))?;
    let delimiter = format!("--{boundary}");
    let mut rest =
        skip(bytes, delimiter.as_bytes()).ok_or_else(|| broken("the boundary does not occur"))?;
    let mut pairs = Vec::new();
    loop {
        if rest.starts_with(b"--") {
            return Ok(read_pairs(&pairs, shape, guess));
        }
        let content = skip(rest, b"\r\n").ok_or_else(|| broken("a part ends too early"))?;
        let end = format!("\r\n{delimiter}");
        let length =
            find(content, end.as_bytes()).ok_or_else(|| broken("a part ends too early"))?;
        pairs.push(part(&content[..length], shape).ok_or_else(|| broken("a part has no name"))?);
        rest = &content[length + end.len()..];
    }
}

/// Name and text of a part.
fn part(bytes: &[u8], shape: Shape) -> Option<(String, String)> {
    let (head, content) = if bytes.starts_with(b"\r\n") {
        (&[][..], &bytes[2..])
    } else {
        let length = find(bytes, b"\r\n\r\n")?;
        (&bytes[..length], &bytes[length + 4..])
    };
    let head = String::from_utf8_lossy(head);
    let disposition = head.lines().find(|line| {
        line.to_ascii_lowercase()
            .starts_with("content-disposition:")
    })?;
    let name = disposition
        .split(';')
        .find_map(|part| part.trim().strip_prefix("name="))?;
    let name = name.trim_matches('"').replace("%22", "\"");
    let shape = match shape {
        Shape::Object(members, others) => members
            .iter()
            .find(|(own, _)| **own == name)
            .map_or(*others, |(_, shape)| *shape),
        other => other,
    };
    let bytes = matches!(shape, Shape::Bytes | Shape::List(Shape::Bytes));
    let text = match (bytes, std::str::from_utf8(content)) {
        (false, Ok(text)) => text.to_owned(),
        _ => base64::encode(content),
    };
    Some((name, text))
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

fn skip<'b>(bytes: &'b [u8], wanted: &[u8]) -> Option<&'b [u8]> {
    find(bytes, wanted).map(|at| &bytes[at + wanted.len()..])
}

/// A value as a form.
#[must_use]
pub fn write_urlencoded(value: &Value) -> Vec<u8> {
    let mut form = form_urlencoded::Serializer::new(String::new());
    for (name, member) in value.as_object().into_iter().flatten() {
        let style = if member.is_object() {
            Style::Deep
        } else {
            Style::Form
        };
        form.extend_pairs(styles::write_pairs(member, name, style, true));
    }
    form.finish().into_bytes()
}

/// A value as a form with parts, and its content type.
#[must_use]
pub fn write_multipart(value: &Value, shape: Shape) -> (String, Vec<u8>) {
    let mut parts: Vec<(String, Option<&str>, Vec<u8>)> = Vec::new();
    for (name, value) in value.as_object().into_iter().flatten() {
        let own = match shape {
            Shape::Object(members, others) => members
                .iter()
                .find(|(own, _)| own == name)
                .map_or(*others, |(_, shape)| *shape),
            other => other,
        };
        let file = matches!(own, Shape::Bytes | Shape::List(Shape::Bytes));
        let values = match value {
            Value::Array(items) => items.iter().collect(),
            other => vec![other],
        };
        for value in values {
            let text = styles::text(value);
            match (value, file) {
                (Value::Object(_), _) => {
                    parts.push((name.clone(), Some("application/json"), text.into()))
                }
                (_, true) => {
                    let bytes = base64::decode(&text).unwrap_or_default();
                    parts.push((name.clone(), Some("application/octet-stream"), bytes));
                }
                _ => parts.push((name.clone(), None, text.into())),
            }
        }
    }
    let mut number = 0_u32;
    let mut boundary = String::from("part-boundary-0");
    while parts
        .iter()
        .any(|(_, _, bytes)| find(bytes, boundary.as_bytes()).is_some())
    {
        number += 1;
        boundary = format!("part-boundary-{number}");
    }
    let mut body = Vec::new();
    for (name, kind, bytes) in parts {
        let name = name.replace('"', "%22").replace(['\r', '\n'], " ");
        body.extend(
            format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"").bytes(),
        );
        if let Some(kind) = kind {
            let file = if kind == "application/json" {
                String::new()
            } else {
                format!("; filename=\"{name}\"")
            };
            body.extend(format!("{file}\r\nContent-Type: {kind}").bytes());
        }
        body.extend(b"\r\n\r\n");
        body.extend(bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{boundary}--\r\n").bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}
