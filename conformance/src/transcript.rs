//! What happened, as bytes: the exchanges of one run of a plan with its binding. It holds everything that an oracle
//! needs and no credential, so it can be kept, sent around and judged again.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::bind::Binding;
use crate::plan::Plan;

/// One run of a plan.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Transcript {
    /// the plan that was run
    pub plan: Plan,
    /// what its symbols stood for
    pub binding: Binding,
    /// in the order of the plan's requests; fewer when the run was cut short
    pub exchanges: Vec<Exchange>,
}

/// One request and what came of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Exchange {
    /// index of the plan's step
    pub step: usize,
    /// what was sent
    pub request: WireRequest,
    /// microseconds from the start of the campaign to the sending
    pub began: u64,
    /// microseconds from the start of the campaign to the last byte of the answer
    pub ended: u64,
    /// how often it was sent, retries included
    pub attempts: u32,
    /// an earlier try broke when it may already have been carried out: whether this one created anything is uncertain
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub doubtful: bool,
    /// the connection had carried another exchange before
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reused: bool,
    /// the beginning of what came behind the end of the answer although nothing had been asked
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stray: Option<Bytes>,
    /// what came back
    pub outcome: Outcome,
}

/// What came back.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// a whole response
    Answered(WireResponse),
    /// no evidence for or against anything: overload, a broken connection, a time-out
    Unavailable(Unavailable),
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unavailable {
    /// none was complete within the set time
    TimeOut,
    /// one began, and the connection broke
    CutShort,
    /// the request was sent, and the connection was closed
    Closed,
    /// the client hung up, as it was meant to
    Abandoned,
    /// anything else, for people
    Other(String),
}

impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TimeOut => "time-out",
            Self::CutShort => "the answer broke off before its end",
            Self::Closed => "the connection was closed without an answer",
            Self::Abandoned => "the client hung up on purpose",
            Self::Other(cause) => cause,
        })
    }
}

/// A request as it goes over the wire, but for the values of credentials.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WireRequest {
    /// in capitals
    pub method: String,
    /// path and query, below the base URL
    pub target: String,
    /// header fields but those of credentials, in the order sent
    pub headers: Vec<(String, String)>,
    /// where credentials go
    pub slots: Vec<Slot>,
    /// the body
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Bytes>,
    /// the body goes in chunks, without `Content-Length`
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub chunked: bool,
    /// names of header fields go as `Content-Type`
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub title_case: bool,
    /// the client hangs up before the answer is there
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub abandoned: bool,
}

/// The place of one credential.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// the security scheme
    pub scheme: String,
    /// where it goes
    pub carrier: SlotPlace,
    /// what is sent there
    #[serde(default, skip_serializing_if = "SlotValue::is_right")]
    pub value: SlotValue,
}

/// What is sent in the place of a credential.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SlotValue {
    /// the credential
    #[default]
    Right,
    /// another value, on purpose
    Wrong,
    /// the credential with more behind it, on purpose
    Longer,
    /// nothing, on purpose
    Empty,
}

impl SlotValue {
    fn is_right(&self) -> bool {
        *self == Self::Right
    }

    /// The credential stands in it.
    pub fn is_secret(self) -> bool {
        matches!(self, Self::Right | Self::Longer)
    }
}

/// Where a credential goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SlotPlace {
    /// a header field
    Header(String),
    /// a query parameter
    Query(String),
    /// a cookie
    Cookie(String),
    /// `Authorization` with this scheme name
    Authorization(String),
}

/// A whole response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WireResponse {
    /// the HTTP status
    pub status: u16,
    /// header fields in the order received, names in lower case
    pub headers: Vec<(String, String)>,
    /// the body, at most the driver's limit
    pub body: Bytes,
    /// the body was longer than the driver's limit
    #[serde(default)]
    pub cut: bool,
    /// the schemes whose credentials the response held; their values were taken out
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub echoed: Vec<String>,
}

impl WireResponse {
    /// The first value of a header field; `name` in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    }

    /// The media type without its parameters, in lower case.
    pub fn media_type(&self) -> Option<String> {
        let value = self.header("content-type")?;
        Some(
            value
                .split(';')
                .next()
                .unwrap_or(value)
                .trim()
                .to_ascii_lowercase(),
        )
    }
}

/// Bytes of a body: text where they are UTF-8, hexadecimal digits where not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl Bytes {
    /// As text, with replacement characters where it is none.
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.0)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Written {
    Text(String),
    Hex(String),
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let written = match std::str::from_utf8(&self.0) {
            Ok(text) => Written::Text(text.to_owned()),
            Err(_) => Written::Hex(self.0.iter().map(|b| format!("{b:02x}")).collect()),
        };
        written.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let hex = match Written::deserialize(deserializer)? {
            Written::Text(text) => return Ok(Self(text.into_bytes())),
            Written::Hex(hex) => hex,
        };
        let digits: Option<Vec<u8>> = hex
            .chars()
            .map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok()))
            .collect();
        match digits {
            Some(digits) if digits.len().is_multiple_of(2) => {
                Ok(Self(digits.chunks(2).map(|d| d[0] << 4 | d[1]).collect()))
            }
            _ => Err(serde::de::Error::custom(
                "an even number of hexadecimal digits is needed",
            )),
        }
    }
}
