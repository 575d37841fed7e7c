//! The item schema as the plans need it: one [`Property`] per member, with the bounds a value has to keep.

use serde_json::Value;

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
    /// Reads one member schema whose `$ref` was followed.
    pub(super) fn read(name: &str, required: bool, schema: &Value) -> Self {
        Self {
            name: name.to_owned(),
            required,
            nullable: schema["nullable"].as_bool().unwrap_or(false)
                || types(schema).any(|t| t == "null"),
            kind: Kind::read(schema),
            read_only: schema["readOnly"] == true,
            shown: schema["writeOnly"] != true,
        }
    }
}

impl Kind {
    fn read(schema: &Value) -> Self {
        if let Some(values) = schema["enum"].as_array() {
            return Self::Enumeration(values.iter().filter(|v| !v.is_null()).cloned().collect());
        }
        let format = schema["format"].as_str().unwrap_or("");
        match types(schema).find(|t| *t != "null") {
            Some("integer") => integer(schema, format),
            Some("number") => Self::Number,
            Some("boolean") => Self::Boolean,
            Some("string") if format == "date-time" => Self::DateTime,
            Some("string") if format == "date" => Self::Date,
            Some("string") if format == "uuid" => Self::Uuid,
            Some("string") if format.is_empty() && schema["pattern"].is_string() => Self::Pattern {
                regex: schema["pattern"].as_str().unwrap_or_default().to_owned(),
                min: length(&schema["minLength"]).unwrap_or(0),
                max: length(&schema["maxLength"]),
            },
            Some("string") if format.is_empty() => Self::Text {
                min: length(&schema["minLength"]).unwrap_or(0),
                max: length(&schema["maxLength"]),
            },
            _ => Self::Other,
        }
    }
}

fn types(schema: &Value) -> impl Iterator<Item = &str> {
    let one = schema["type"].as_str();
    let many = schema["type"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    one.into_iter().chain(many)
}

fn length(value: &Value) -> Option<usize> {
    value.as_u64().and_then(|n| usize::try_from(n).ok())
}

fn integer(schema: &Value, format: &str) -> Kind {
    let (mut min, mut max) = match format {
        "int32" => (i64::from(i32::MIN), i64::from(i32::MAX)),
        _ => (i64::MIN, i64::MAX),
    };
    let mut bounded = matches!(format, "int32" | "int64");
    if let Some(n) = schema["minimum"].as_i64() {
        (min, bounded) = (min.max(n), true);
    }
    if let Some(n) = schema["maximum"].as_i64() {
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
