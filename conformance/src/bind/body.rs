//! The body of a batch as JSON text. Breaks what the plan says is to be broken, and nothing else.

use std::fmt::Write as _;

use serde_json::json;

use super::{Binding, typed};
use crate::contract::{Batch, Key, sample};
use crate::plan::{BodyDefect, Form, Item, Symbol};

/// The array of `items`, with the defect of the body as a whole.
pub(super) fn body(
    batch: &Batch,
    items: &[Item],
    defect: Option<&BodyDefect>,
    binding: &Binding,
    form: Form,
) -> Option<Vec<u8>> {
    let needed = needed(batch);
    let written: Vec<String> = items
        .iter()
        .map(|item| write_item(batch, item, binding, form, &needed))
        .collect();
    let array = match form {
        Form::Spaced => format!(" [\r\n\t{}\n] \n", written.join(" ,\n\t")),
        Form::Bom => format!("\u{feff}[{}]", written.join(",")),
        _ => format!("[{}]", written.join(",")),
    };
    let bytes = match defect {
        None => array.into_bytes(),
        Some(BodyDefect::Absent) => return None,
        Some(BodyDefect::Unclosed) => array.as_bytes()[..array.len() - 1].to_vec(),
        Some(BodyDefect::Truncated) => {
            let last = written.last().map_or(1, String::len);
            array.as_bytes()[..array.len().saturating_sub(1 + last / 2)].to_vec()
        }
        Some(BodyDefect::Wrapped) => format!("{{\"items\":{array}}}").into_bytes(),
        Some(BodyDefect::Bare) => written
            .into_iter()
            .next()
            .unwrap_or_else(|| "{}".to_owned())
            .into_bytes(),
        Some(BodyDefect::Text(text)) => text.clone().into_bytes(),
        Some(BodyDefect::Followed(text)) => format!("{array}{text}").into_bytes(),
        Some(BodyDefect::InvalidUtf8) => {
            let mut bytes = array.into_bytes();
            let at = bytes.len().saturating_sub(2);
            bytes.splice(at..at, b",\"x\":\"\xff\xfe\"".iter().copied());
            bytes
        }
    };
    Some(bytes)
}

/// One item as JSON text: key properties and bound ones in the order of the schema, then the
/// others as they were drawn, then those that are required and were not drawn.
fn write_item(
    batch: &Batch,
    item: &Item,
    binding: &Binding,
    form: Form,
    needed: &[(String, String)],
) -> String {
    let defect = item.defect.as_ref();
    if let Some(whole) = defect
        .filter(|d| d.property.is_empty())
        .and_then(|d| d.text.as_ref())
    {
        return whole.clone();
    }
    let mut members: Vec<(String, String)> = fixed_members(&batch.key, item.key, binding);
    members.extend(
        item.values
            .iter()
            .map(|(name, value)| (name.clone(), value.to_string())),
    );
    for (name, text) in needed {
        if !members.iter().any(|(known, _)| known == name) {
            members.push((name.clone(), text.clone()));
        }
    }
    if let Some(defect) = defect {
        let at = members
            .iter()
            .position(|(name, _)| *name == defect.property);
        match (&defect.text, at) {
            (Some(text), Some(at)) => members[at].1.clone_from(text),
            (Some(text), None) => members.push((defect.property.clone(), text.clone())),
            (None, Some(at)) => drop(members.remove(at)),
            (None, None) => {}
        }
    }
    if form == Form::Reordered {
        members.reverse();
    }
    let (colon, comma) = if form == Form::Spaced {
        (
            " : ", " ,
 ",
        )
    } else {
        (":", ",")
    };
    let write = |(name, text): &(String, String)| match form {
        Form::Escaped => format!("{}{colon}{}", escaped(name), reescaped(text)),
        _ => format!("{}{colon}{text}", json!(name)),
    };
    let members: Vec<String> = members.iter().map(write).collect();
    format!("{{{}}}", members.join(comma))
}

/// A value for each required property beside the key.
fn needed(batch: &Batch) -> Vec<(String, String)> {
    (batch.free_members())
        .filter(|p| p.required)
        .map(|p| (p.name.clone(), sample(&p.kind, 0)))
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| (name, value.to_string()))
        .collect()
}

/// The members that the binding decides: the key, and what repeats a path parameter.
pub(super) fn fixed_members(key: &Key, symbol: Symbol, binding: &Binding) -> Vec<(String, String)> {
    let of_key = binding.keys.get(symbol.0);
    let mut members = Vec::new();
    for property in &key.properties {
        let value = match of_key.and_then(|k| k.get(&property.name)) {
            Some(value) => Some(value.clone()),
            None => key
                .bound_to(&property.name)
                .and_then(|parameter| binding.parameters.get(parameter))
                .map(|text| typed(&property.kind, text)),
        };
        members.extend(value.map(|v| (property.name.clone(), v.to_string())));
    }
    members
}

/// `text` as a JSON string in which every letter and digit is an escape.
fn escaped(text: &str) -> String {
    let mut written = String::from("\"");
    for unit in text.encode_utf16() {
        let _ = write!(written, "\\u{unit:04x}");
    }
    written.push('"');
    written
}

/// The same JSON value; a string is written with escapes.
fn reescaped(json: &str) -> String {
    serde_json::from_str::<String>(json).map_or_else(|_| json.to_owned(), |text| escaped(&text))
}
