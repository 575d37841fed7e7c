//! Strings with a form of their own: dates, UUIDs, and bytes as Base64. Refuses days that do not exist and
//! characters outside the alphabet.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::base64;
use super::date_time::DateTime;
use super::json::{FromJson, Pointer, Violations, text};
use super::shape::Shape;

/// An RFC 3339 date: `2026-01-31`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(String);

impl Date {
    /// Reads a date.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let whole = text.len() == 10 && DateTime::parse(&format!("{text}T00:00:00Z")).is_some();
        whole.then(|| Self(text.to_owned()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A UUID (RFC 9562), written with hyphens and in lower case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uuid(u128);

impl Uuid {
    /// Reads the form with hyphens.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let mut number = 0;
        for (place, byte) in bytes.iter().enumerate() {
            match (place, byte) {
                (8 | 13 | 18 | 23, b'-') => {}
                (8 | 13 | 18 | 23, _) => return None,
                (_, byte) => number = number << 4 | u128::from(char::from(*byte).to_digit(16)?),
            }
        }
        (bytes.len() == 36).then_some(Self(number))
    }

    /// The UUID with these 128 bits.
    #[must_use]
    pub fn from_u128(bits: u128) -> Self {
        Self(bits)
    }

    /// Its 128 bits.
    #[must_use]
    pub fn as_u128(self) -> u128 {
        self.0
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:032x}", self.0);
        let (a, b, c, d, e) = (
            &digits[..8],
            &digits[8..12],
            &digits[12..16],
            &digits[16..20],
            &digits[20..],
        );
        write!(formatter, "{a}-{b}-{c}-{d}-{e}")
    }
}

impl fmt::Debug for Uuid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// Bytes: Base64 in JSON, themselves as a whole body or as a part of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bytes(pub Vec<u8>);

impl Bytes {
    /// Reads Base64; line breaks and the alphabet for URLs are understood as well.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |one: char| match one {
            '-' => '+',
            '_' => '/',
            other => other,
        };
        let text: String = text
            .chars()
            .filter(|one| !matches!(one, '\r' | '\n'))
            .map(plain)
            .collect();
        base64::decode(&text).map(Self)
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

macro_rules! as_text {
    ($name:ident, $expected:literal, |$value:ident| $text:expr) => {
        impl FromJson for $name {
            fn shape() -> &'static Shape {
                &Shape::$name
            }

            fn from_shape(
                value: &Value,
                _: &'static Shape,
                at: &Pointer<'_>,
                violations: &mut Violations,
            ) -> Option<Self> {
                let decoded = Self::parse(text(value, at, violations)?);
                if decoded.is_none() {
                    violations.add(at, "format", concat!("expected ", $expected));
                }
                decoded
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let $value = self;
                serializer.serialize_str(&$text)
            }
        }
    };
}

as_text!(Date, "a date such as 2026-01-31", |value| value.0);
as_text!(Uuid, "a UUID", |value| value.to_string());
as_text!(Bytes, "bytes in Base64", |value| base64::encode(&value.0));

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
