//! What can be wrong with one item, and what a server owes in return. The grades follow the description: a required or
//! non-nullable property and an impossible type oblige the server; bounds and formats do so in fewer services.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::contract::{Batch, Kind, Property};

/// A deliberate mistake in one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defect {
    /// what kind of mistake
    pub class: DefectClass,
    /// which property
    pub property: String,
    /// the JSON text in its place; none when the property is left out. For [`DefectClass::NotAnObject`] the whole item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// The kinds of mistakes in an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DefectClass {
    /// a required property is left out
    Missing,
    /// null in a property that is required and not nullable
    Null,
    /// a type that cannot be read as the declared one
    WrongType,
    /// the item is no object
    NotAnObject,
    /// more code points than `maxLength`
    TooLong,
    /// an integer beyond its format
    OutOfRange,
    /// text that is no date or time at all
    BadFormat,
    /// a key property that contradicts the path
    OtherParent,
    /// a member that the schema does not know
    UnknownMember,
    /// U+0000 in text
    Nul,
    /// an escape of half a surrogate pair
    LoneSurrogate,
    /// a number beyond the range of a double
    HugeNumber,
    /// arrays in arrays, a thousand deep
    DeepNesting,
    /// a value of another type that some services convert: `"5"` for 5
    Coercible,
    /// a whole number written with a fraction or an exponent, which JSON Schema calls an integer
    WholeFloat,
    /// one member twice
    DuplicateMember,
}

/// What a server owes an item with a defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obligation {
    /// to refuse it
    Must,
    /// to refuse it, where good practice is followed
    Should,
    /// only not to fall over
    Free,
}

impl DefectClass {
    /// What a server owes.
    pub fn obligation(self) -> Obligation {
        match self {
            Self::Missing | Self::Null | Self::WrongType | Self::NotAnObject => Obligation::Must,
            Self::TooLong | Self::OutOfRange | Self::BadFormat | Self::OtherParent => {
                Obligation::Should
            }
            Self::UnknownMember
            | Self::Nul
            | Self::LoneSurrogate
            | Self::HugeNumber
            | Self::DeepNesting
            | Self::Coercible
            | Self::WholeFloat
            | Self::DuplicateMember => Obligation::Free,
        }
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Null => "null",
            Self::WrongType => "wrong type",
            Self::NotAnObject => "not an object",
            Self::TooLong => "too long",
            Self::OutOfRange => "out of range",
            Self::BadFormat => "bad format",
            Self::OtherParent => "other parent",
            Self::UnknownMember => "unknown member",
            Self::Nul => "U+0000",
            Self::LoneSurrogate => "lone surrogate",
            Self::HugeNumber => "huge number",
            Self::DeepNesting => "deep nesting",
            Self::Coercible => "of a type that can be converted",
            Self::WholeFloat => "whole float",
            Self::DuplicateMember => "given twice",
        }
    }
}

impl Defect {
    fn new(class: DefectClass, property: &str, text: impl Into<Option<String>>) -> Self {
        Self {
            class,
            property: property.to_owned(),
            text: text.into(),
        }
    }

    /// `entry_User too long`
    pub fn describe(&self) -> String {
        if self.property.is_empty() {
            self.class.word().to_owned()
        } else {
            format!("{} {}", self.property, self.class.word())
        }
    }
}

/// Every defect that an item of `batch` can have, in the order of its properties.
pub fn catalogue(batch: &Batch) -> Vec<Defect> {
    let mut all: Vec<Defect> = batch.item.properties.iter().flat_map(of_property).collect();
    for (_, name) in &batch.key.bindings {
        let kind = batch.item.get(name).map(|property| &property.kind);
        if let Some(text) = kind.and_then(other_parent) {
            all.push(Defect::new(DefectClass::OtherParent, name, text));
        }
    }
    for text in ["null", "[]", "\"text\"", "7"] {
        all.push(Defect::new(DefectClass::NotAnObject, "", text.to_owned()));
    }
    all.push(Defect::new(
        DefectClass::UnknownMember,
        "x_unknownMember",
        "\"surplus\"".to_owned(),
    ));
    let text = batch
        .item
        .properties
        .iter()
        .find(|p| matches!(p.kind, Kind::Text { .. }));
    if let Some(text) = text {
        all.push(Defect::new(
            DefectClass::Nul,
            &text.name,
            "\"a\\u0000b\"".to_owned(),
        ));
        all.push(Defect::new(
            DefectClass::LoneSurrogate,
            &text.name,
            "\"a\\ud800b\"".to_owned(),
        ));
        all.push(Defect::new(
            DefectClass::DeepNesting,
            &text.name,
            format!("{}{}", "[".repeat(1000), "]".repeat(1000)),
        ));
    }
    if let Some(text) = text {
        let twice = format!("\"a\",{}:\"b\"", json!(text.name));
        all.push(Defect::new(
            DefectClass::Coercible,
            &text.name,
            "7".to_owned(),
        ));
        all.push(Defect::new(DefectClass::DuplicateMember, &text.name, twice));
    }
    let number = batch
        .item
        .properties
        .iter()
        .find(|p| matches!(p.kind, Kind::Integer { .. } | Kind::Number) && !p.required);
    if let Some(number) = number {
        all.push(Defect::new(
            DefectClass::HugeNumber,
            &number.name,
            "1e400".to_owned(),
        ));
        all.push(Defect::new(
            DefectClass::Coercible,
            &number.name,
            "\"5\"".to_owned(),
        ));
        all.push(Defect::new(
            DefectClass::WholeFloat,
            &number.name,
            "5.0".to_owned(),
        ));
        all.push(Defect::new(
            DefectClass::WholeFloat,
            &number.name,
            "5e0".to_owned(),
        ));
    }
    all
}

/// A valid value of a property that repeats a path parameter, and hardly the one of the path.
fn other_parent(kind: &Kind) -> Option<String> {
    match kind {
        Kind::Integer { .. } | Kind::Number => Some("1".to_owned()),
        Kind::Text { min, max } => {
            let room = max.unwrap_or(12).min(12).max(*min);
            Some(
                json!(
                    "ZZZZZZZZZZZZ"
                        .chars()
                        .cycle()
                        .take(room)
                        .collect::<String>()
                )
                .to_string(),
            )
        }
        Kind::DateTime => Some("\"1971-02-03T00:00:00Z\"".to_owned()),
        Kind::Date => Some("\"1971-02-03\"".to_owned()),
        _ => None,
    }
}

fn of_property(property: &Property) -> Vec<Defect> {
    let name = &property.name;
    let with = |class, text: &str| Defect::new(class, name, text.to_owned());
    let mut found = Vec::new();
    if property.required {
        found.push(Defect::new(DefectClass::Missing, name, None));
        if !property.nullable {
            found.push(with(DefectClass::Null, "null"));
        }
    }
    let impossible: &[&str] = match property.kind {
        Kind::Integer { .. } => &["{}", "\"abc\"", "1.5", "true"],
        Kind::Number => &["{}", "\"abc\""],
        Kind::Boolean => &["{}", "\"abc\""],
        Kind::Text { .. } => &["{}", "[\"a\"]"],
        Kind::DateTime | Kind::Date | Kind::Uuid | Kind::Pattern { .. } => &["{}"],
        Kind::Enumeration(_) | Kind::Other => &[],
    };
    found.extend(
        impossible
            .iter()
            .map(|text| with(DefectClass::WrongType, text)),
    );
    match &property.kind {
        Kind::Text { max: Some(max), .. } => {
            found.push(with(
                DefectClass::TooLong,
                &json!("x".repeat(max + 1)).to_string(),
            ));
            found.push(with(
                DefectClass::TooLong,
                &json!("𠮷".repeat(max + 1)).to_string(),
            ));
        }
        Kind::Integer {
            min,
            max,
            bounded: true,
        } => {
            found.push(with(
                DefectClass::OutOfRange,
                &(i128::from(*max) + 1).to_string(),
            ));
            found.push(with(
                DefectClass::OutOfRange,
                &(i128::from(*min) - 1).to_string(),
            ));
        }
        Kind::DateTime | Kind::Date => {
            found.push(with(DefectClass::BadFormat, "\"yesterday\""));
            found.push(with(DefectClass::BadFormat, "\"2001-02-30T00:00:00Z\""));
        }
        _ => {}
    }
    found
}
