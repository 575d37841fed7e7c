//! Bodies that are forms: `application/x-www-form-urlencoded` and `multipart/form-data` (RFC 7578), to JSON values
//! and back. Refuses parts without a name and a body without its boundary.

use serde_json::{Map, Value};

use super::base64;
use super::json::{Pointer, Violations};
use super::shape::{Member, Shape};
use super::styles::{self, Inner, Look};
use super::travel::Style;

/// A form as a value.
#[must_use]
pub fn read_urlencoded(bytes: &[u8], shape: &'static Shape, guess: bool) -> Value {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(bytes).into_owned().collect();
    read_pairs(&pairs, Look::of(shape), guess)
}

fn read_pairs(pairs: &[(String, String)], look: Look, guess: bool) -> Value {
    let mut object = Map::new();
    let (members, others) = match look {
        Look::Object(members, others) => (members, Some(others)),
        _ => ([].as_slice(), None),
    };
    for member in members {
        let name = member.wire;
        let look = inner(others, members, name);
        let plain = styles::read_pairs(pairs, name, Style::Form, true, look, guess);
        let found = match (plain, look) {
            (Some(Value::Array(items)), Look::List(_)) => Some(Value::Array(items)),
            // An object in a form is JSON, or one pair for each of its members.
            (_, Look::Object(..)) => pairs
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, text)| styles::value(text, look, guess))
                .or_else(|| styles::read_pairs(pairs, name, Style::Deep, true, look, guess)),
            (None, _) => styles::read_pairs(pairs, name, Style::Deep, true, look, guess),
            (plain, _) => plain,
        };
        if let Some(found) = found {
            object.insert(name.to_owned(), found);
        }
    }
    for (key, text) in pairs {
        let base = key.split('[').next().unwrap_or(key);
        let known = |name: &str| name == key || name == base;
        if !members.iter().any(|member| known(member.wire)) && !object.contains_key(key) {
            let look = inner(others, &[], key);
            object.insert(key.clone(), styles::value(text, look, guess));
        }
    }
    Value::Object(object)
}

/// What the member `name` of a form looks like.
fn inner(others: Option<Inner>, members: &'static [Member], name: &str) -> Look {
    others.map_or(Look::Any, |others| others.member(members, name))
}

/// A form with parts as a value; the bytes of files become Base64.
///
/// # Errors
/// When the parts cannot be told apart.
pub fn read_multipart(
    bytes: &[u8],
    content_type: &str,
    shape: &'static Shape,
    guess: bool,
) -> Result<Value, Violations> {
    let look = Look::of(shape);
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
            return Ok(read_pairs(&pairs, look, guess));
        }
        let content = skip(rest, b"\r\n").ok_or_else(|| broken("a part ends too early"))?;
        let end = format!("\r\n{delimiter}");
        let length =
            find(content, end.as_bytes()).ok_or_else(|| broken("a part ends too early"))?;
        pairs.push(part(&content[..length], look).ok_or_else(|| broken("a part has no name"))?);
        rest = &content[length + end.len()..];
    }
}

/// Name and text of a part.
fn part(bytes: &[u8], look: Look) -> Option<(String, String)> {
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
    let look = match look {
        Look::Object(members, others) => others.member(members, &name),
        other => other,
    };
    let bytes = is_file(look);
    let text = match (bytes, std::str::from_utf8(content)) {
        (false, Ok(text)) => text.to_owned(),
        _ => base64::encode(content),
    };
    Some((name, text))
}

fn is_file(look: Look) -> bool {
    match look {
        Look::Bytes => true,
        Look::List(items) => matches!(items.look(), Look::Bytes),
        _ => false,
    }
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
pub fn write_multipart(value: &Value, shape: &'static Shape) -> (String, Vec<u8>) {
    let look = Look::of(shape);
    let mut parts: Vec<(String, Option<&str>, Vec<u8>)> = Vec::new();
    for (name, value) in value.as_object().into_iter().flatten() {
        let file = is_file(match look {
            Look::Object(members, others) => others.member(members, name),
            other => other,
        });
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
