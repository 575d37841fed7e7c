//! What is wrong with a request as a whole, on purpose: a value that plans are named by, and that a request can be asked for.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{BodyDefect, Call, Credentials, Form, Request, Tenant};

/// A header field that no server sends of itself: what injected line ends would make.
pub const INJECTED_FIELD: &str = "multistatus-injected";

/// A content coding that no server knows.
const UNKNOWN_CODING: &str = "x-conformance";

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
    /// a content coding that nobody knows
    Coding,
    /// a byte order mark before the JSON
    ByteOrderMark,
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

impl Request {
    /// The same with this defect.
    #[must_use]
    pub fn with(mut self, defect: RequestDefect) -> Self {
        match defect {
            RequestDefect::Credentials(credentials) => self.credentials = credentials,
            RequestDefect::Tenant(tenant) => self.tenant = tenant,
            RequestDefect::Path(path) => self.path = Some(path),
            RequestDefect::MediaType(name) => self.media_type = Some(name),
            RequestDefect::Method(name) => self.method = Some(name),
            RequestDefect::Coding => self.encoding = Some(UNKNOWN_CODING.to_owned()),
            RequestDefect::ByteOrderMark => self.form = Form::Bom,
            RequestDefect::Without(name) => {
                if let Call::Other { without, .. } = &mut self.call {
                    *without = Some(name);
                }
            }
            RequestDefect::Body(body) => {
                if let Call::Batch { defect, .. } | Call::Other { defect, .. } = &mut self.call {
                    *defect = Some(body);
                }
            }
        }
        self
    }

    /// What is wrong with it as a whole; where several things are, the one that a server looks at first.
    pub fn defect(&self) -> Option<RequestDefect> {
        if self.credentials != Credentials::All {
            return Some(RequestDefect::Credentials(self.credentials.clone()));
        }
        if let Some(name) = self.without() {
            return Some(RequestDefect::Without(name.to_owned()));
        }
        if !matches!(self.tenant, Tenant::First | Tenant::Second) {
            return Some(RequestDefect::Tenant(self.tenant));
        }
        let path = self.path.clone().map(RequestDefect::Path);
        let method = self.method.clone().map(RequestDefect::Method);
        let media_type = self.media_type.clone().map(RequestDefect::MediaType);
        let coding = self.encoding.as_ref().map(|_| RequestDefect::Coding);
        let body = self.body_defect().cloned().map(RequestDefect::Body);
        let mark = (self.form == Form::Bom).then_some(RequestDefect::ByteOrderMark);
        path.or(method).or(media_type).or(coding).or(body).or(mark)
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
