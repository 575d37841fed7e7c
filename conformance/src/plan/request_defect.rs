//! What is wrong with a request as a whole, on purpose: a value that plans are named by, and that a request can be asked for.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A header field that no server sends of itself: what injected line ends would make.
pub const INJECTED_FIELD: &str = "multistatus-injected";

/// A deliberate mistake in a request as a whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestDefect {
    /// other credentials than the right ones
    Credentials(Credentials),
    /// a required parameter is left out
    Without(String),
    /// another tenant than one that the credentials open
    Tenant(Tenant),
    /// a path parameter has another value than a valid one
    Path(PathDefect),
    /// the body is malformed
    Body(BodyDefect),
    /// another media type than the declared one
    MediaType(String),
    /// another method than the declared one
    Method(String),
    /// a content coding that no server knows
    Coding,
    /// a byte order mark before the JSON
    ByteOrderMark,
}

/// What is wrong with a body as a whole. The JSON of the items is written first and then changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BodyDefect {
    /// the last byte, the closing bracket, is missing
    Unclosed,
    /// cut in the middle of the last item
    Truncated,
    /// the array stands in an object: `{"items": […]}`
    Wrapped,
    /// only the first item, no array around it
    Bare,
    /// no body at all
    Absent,
    /// this text instead
    Text(String),
    /// more text behind the closing bracket
    Followed(String),
    /// a byte that no UTF-8 text has, within the last item
    InvalidUtf8,
}

/// Which tenant a request names.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Tenant {
    /// the one that all plans use
    #[default]
    First,
    /// the second one, where the target has one
    Second,
    /// the header is missing
    Missing,
    /// the header is there and empty
    Blank,
    /// a tenant that does not exist
    Unknown,
    /// one that exists and that the credentials do not open, where the target has one
    Closed,
}

impl Tenant {
    pub(super) fn is_first(&self) -> bool {
        *self == Self::First
    }
}

/// Which credentials a request carries.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Credentials {
    /// all that the description asks for
    #[default]
    All,
    /// none
    None,
    /// all but this scheme
    Without(String),
    /// this scheme's value is a wrong one
    Wrong(String),
    /// this scheme's value is the right one with more behind it
    Longer(String),
    /// this scheme's value is empty
    Empty(String),
    /// this scheme's value is the right one, under the name of a scheme that does not exist
    Renamed(String),
}

impl Credentials {
    pub(super) fn is_all(&self) -> bool {
        *self == Self::All
    }
}

/// A path parameter and what stands in its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PathDefect {
    /// the parameter's name
    pub parameter: String,
    /// its value
    pub value: PathValue,
}

/// What stands in the place of a path parameter's value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PathValue {
    /// this text
    Text(String),
    /// encoded line ends and a header field behind them
    LineEnds,
    /// the parameter's own value and 2³² more, which has the same low 32 bits
    BeyondInt32,
    /// the parameter's own value and 2⁶⁴ more
    BeyondInt64,
}

impl PathValue {
    /// The text, where it does not depend on the parameter's own value.
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::LineEnds => Some(format!("7%0D%0A{INJECTED_FIELD}:%201")),
            Self::BeyondInt32 | Self::BeyondInt64 => None,
        }
    }

    /// What is added to the parameter's own value, where it is a number.
    pub fn surplus(&self) -> Option<i128> {
        match self {
            Self::BeyondInt32 => Some(1 << 32),
            Self::BeyondInt64 => Some(1 << 64),
            Self::Text(_) | Self::LineEnds => None,
        }
    }
}

impl fmt::Display for RequestDefect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Credentials(credentials) => credentials.fmt(f),
            Self::Without(name) => write!(f, "no {name}"),
            Self::Tenant(tenant) => tenant.fmt(f),
            Self::Path(path) => path.fmt(f),
            Self::Body(body) => write!(f, "body: {body}"),
            Self::MediaType(name) => write!(f, "body as {name}"),
            Self::Method(name) => write!(f, "method {name}"),
            Self::Coding => f.write_str("an unknown content coding"),
            Self::ByteOrderMark => f.write_str("a byte order mark"),
        }
    }
}

impl fmt::Display for PathDefect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { parameter, value } = self;
        match value {
            PathValue::Text(text) => write!(f, "path: {parameter} is {text}"),
            PathValue::LineEnds => write!(f, "line ends in {parameter}"),
            PathValue::BeyondInt32 => write!(f, "path: {parameter} beyond int32"),
            PathValue::BeyondInt64 => write!(f, "path: {parameter} beyond int64"),
        }
    }
}

impl fmt::Display for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all credentials"),
            Self::None => f.write_str("no credentials"),
            Self::Without(name) => write!(f, "no {name}"),
            Self::Wrong(name) => write!(f, "wrong {name}"),
            Self::Longer(name) => write!(f, "{name} with more behind it"),
            Self::Empty(name) => write!(f, "empty {name}"),
            Self::Renamed(name) => write!(f, "{name} under another scheme"),
        }
    }
}

impl fmt::Display for Tenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::First => "the first tenant",
            Self::Second => "the second tenant",
            Self::Missing => "no tenant",
            Self::Blank => "a blank tenant",
            Self::Unknown => "an unknown tenant",
            Self::Closed => "a tenant that the credentials do not open",
        })
    }
}

impl fmt::Display for BodyDefect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unclosed => "never closed",
            Self::Truncated => "truncated",
            Self::Wrapped => "an object around the array",
            Self::Bare => "one item, no array",
            Self::Absent => "none",
            Self::Text(text) if text.is_empty() => "zero bytes",
            Self::Text(text) => text,
            Self::Followed(text) if text == "]" => "a bracket too many",
            Self::Followed(_) => "text behind it",
            Self::InvalidUtf8 => "invalid UTF-8",
        })
    }
}
