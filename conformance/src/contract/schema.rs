//! The item schema as the plans need it: one [`Property`] per member, with the bounds a value has to keep.

use description::schema::{Bound, Type};
use serde_json::Value;

use super::shape::Folded;

/// The schema of one element of the batch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemModel {
    /// the members, in the order of the description
    pub properties: Vec<Property>,
}

/// One member of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    /// as on the wire
    pub name: String,
    /// listed in `required`
    pub required: bool,
    /// null is a value of it
    pub nullable: bool,
    /// what it holds
    pub kind: Kind,
    /// `readOnly`: it is not sent (OpenAPI 3.0.3, Schema Object)
    pub read_only: bool,
    /// a read gives it back: it is not `writeOnly`, and the schema of the read, where it has one, has it too
    pub shown: bool,
}

/// What a property holds, with the constraints that batches are drawn from.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// an integer between two bounds, both included
    Integer {
        /// the smallest
        min: i64,
        /// the largest
        max: i64,
        /// the bounds are those of a declared `format` or of `minimum` and `maximum`
        bounded: bool,
    },
    /// any number
    Number,
    /// true or false
    Boolean,
    /// text with a length in code points (JSON Schema Validation 6.3)
    Text {
        /// `minLength`
        min: usize,
        /// `maxLength`
        max: Option<usize>,
    },
    /// `format: date-time` (RFC 3339, 5.6)
    DateTime,
    /// `format: date` (RFC 3339 full-date)
    Date,
    /// `format: uuid` (RFC 9562)
    Uuid,
    /// text that matches a regular expression (JSON Schema Validation 6.3.3)
    Pattern {
        /// `pattern`
        regex: String,
        /// `minLength`
        min: usize,
        /// `maxLength`
        max: Option<usize>,
    },
    /// one of these values
    Enumeration(Vec<Value>),
    /// anything else: left out of batches where it is optional
    Other,
}

impl ItemModel {
    /// The property of this name.
    pub fn get(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|p| p.name == name)
    }

    /// What is written into this member comes back in a read: it is shown, and no server sets it itself.
    pub fn gives_back(&self, name: &str) -> bool {
        let shown = self.get(name).is_none_or(|property| property.shown);
        shown && !is_audit(name) && !is_version(name)
    }
}

impl Property {
    /// Reads one member.
    pub(super) fn read(name: &str, required: bool, schema: &Folded<'_>) -> Self {
        Self {
            name: name.to_owned(),
            required,
            nullable: schema.is_nullable(),
            kind: Kind::read(schema),
            read_only: schema.is_read_only(),
            shown: !schema.is_write_only(),
        }
    }
}

impl Kind {
    pub(super) fn read(schema: &Folded<'_>) -> Self {
        if let Some(values) = schema.values() {
            return Self::Enumeration(values.iter().filter(|v| !v.is_null()).cloned().collect());
        }
        let length = |count: Option<u64>| count.and_then(|n| usize::try_from(n).ok());
        let min = length(schema.last(|part| part.text.min_length)).unwrap_or(0);
        let max = length(schema.last(|part| part.text.max_length));
        match (schema.types().first(), schema.format()) {
            (Some(Type::Integer), format) => integer(schema, format),
            (Some(Type::Number), _) => Self::Number,
            (Some(Type::Boolean), _) => Self::Boolean,
            (Some(Type::String), Some("date-time")) => Self::DateTime,
            (Some(Type::String), Some("date")) => Self::Date,
            (Some(Type::String), Some("uuid")) => Self::Uuid,
            (Some(Type::String), None) => match schema.last(|part| part.text.pattern.as_ref()) {
                Some(pattern) => Self::Pattern {
                    regex: pattern.clone(),
                    min,
                    max,
                },
                None => Self::Text { min, max },
            },
            _ => Self::Other,
        }
    }
}

fn integer(schema: &Folded<'_>, format: Option<&str>) -> Kind {
    let (mut min, mut max) = match format {
        Some("int32") => (i64::from(i32::MIN), i64::from(i32::MAX)),
        _ => (i64::MIN, i64::MAX),
    };
    let mut bounded = matches!(format, Some("int32" | "int64"));
    let limit = |bound: &Bound, step: i64| {
        let value = bound.value.as_i64()?;
        Some(value.saturating_add(if bound.exclusive { step } else { 0 }))
    };
    if let Some(n) = schema.last(|part| limit(part.number.minimum.as_ref()?, 1)) {
        (min, bounded) = (min.max(n), true);
    }
    if let Some(n) = schema.last(|part| limit(part.number.maximum.as_ref()?, -1)) {
        (max, bounded) = (max.min(n), true);
    }
    Kind::Integer { min, max, bounded }
}

/// Members such as `version` and `row_version`, which servers count up themselves.
fn is_version(name: &str) -> bool {
    let is_last_word = |word: &&str| {
        let at = name.len().checked_sub(word.len());
        let Some((before, last)) = at.and_then(|at| name.split_at_checked(at)) else {
            return false;
        };
        let begins = before.is_empty()
            || before.ends_with(|c: char| !c.is_alphanumeric())
            || last.starts_with(char::is_uppercase);
        begins && last.eq_ignore_ascii_case(word)
    };
    ["version", "revision", "etag", "timestamp", "checksum"]
        .iter()
        .any(is_last_word)
}

/// Members such as `entry_Date` and `updated_by`, which servers may set themselves: what was sent need not be kept.
pub fn is_audit(name: &str) -> bool {
    let name: String = name
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    let what = [
        "entry",
        "entered",
        "update",
        "create",
        "modif",
        "lastmodif",
        "change",
    ];
    let whose = ["date", "user", "by", "at", "time", "on"];
    what.iter().any(|w| name.starts_with(w)) && whose.iter().any(|w| name.ends_with(w))
}
