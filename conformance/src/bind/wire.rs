//! A request as it goes over the wire. Holds no credential: where one goes there is a slot.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::contract::Carrier;

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

impl From<Carrier> for SlotPlace {
    fn from(carrier: Carrier) -> Self {
        match carrier {
            Carrier::Header(name) => Self::Header(name),
            Carrier::Query(name) => Self::Query(name),
            Carrier::Cookie(name) => Self::Cookie(name),
            Carrier::Authorization(scheme) => Self::Authorization(scheme),
        }
    }
}
