//! Fingerprints: the ids of a kind, in their order. They are the names of its variants and the values of the fields that
//! serde does not skip; the names of fields are in capitals, and left out.

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::plan::ItemDefect;

/// The ids of `kind`, with blanks between them.
pub(super) fn of(kind: &impl Serialize) -> String {
    let mut ids = Vec::new();
    gather(&serde_json::to_value(kind).unwrap_or_default(), &mut ids);
    ids.join(" ")
}

fn gather(value: &Value, ids: &mut Vec<String>) {
    match value {
        Value::Null => {}
        Value::String(id) if id.is_empty() => {}
        Value::String(id) => ids.push(id.clone()),
        Value::Array(values) => values.iter().for_each(|value| gather(value, ids)),
        Value::Object(members) => {
            for (name, value) in members {
                if name.contains(|c: char| c.is_ascii_lowercase()) {
                    ids.push(name.clone());
                }
                gather(value, ids);
            }
        }
        other => ids.push(other.to_string()),
    }
}

/// A defect without the names of its fields.
pub(super) fn pair<S: Serializer>(defect: &ItemDefect, serializer: S) -> Result<S::Ok, S::Error> {
    (defect.class, &defect.member).serialize(serializer)
}
