//! Values of parameters and headers, which travel as text. Refuses what JSON would not call a number or a boolean.

use super::date_time::DateTime;

/// What can be read from the text of a parameter or header, and written as such.
pub trait TextValue: Sized {
    /// What is expected, for error messages.
    const EXPECTED: &'static str;
    /// Reads the text.
    fn from_text(text: &str) -> Option<Self>;
    /// Writes the text.
    fn to_text(&self) -> String;
}

/// Digits with a sign at most; the standard library would also take a plus sign.
fn integer<T: std::str::FromStr>(text: &str) -> Option<T> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-')
        .then(|| text.parse().ok())?
}

impl TextValue for i32 {
    const EXPECTED: &'static str = "an integer in the range of int32";

    fn from_text(text: &str) -> Option<Self> {
        integer(text)
    }

    fn to_text(&self) -> String {
        self.to_string()
    }
}

impl TextValue for i64 {
    const EXPECTED: &'static str = "an integer in the range of int64";

    fn from_text(text: &str) -> Option<Self> {
        integer(text)
    }

    fn to_text(&self) -> String {
        self.to_string()
    }
}

impl TextValue for f64 {
    const EXPECTED: &'static str = "a number";

    fn from_text(text: &str) -> Option<Self> {
        let begins = text.starts_with(|first: char| first.is_ascii_digit() || first == '-');
        let number = begins.then(|| text.parse().ok())?;
        number.filter(|number: &Self| number.is_finite())
    }

    fn to_text(&self) -> String {
        self.to_string()
    }
}

impl TextValue for bool {
    const EXPECTED: &'static str = "true or false";

    fn from_text(text: &str) -> Option<Self> {
        match text {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    fn to_text(&self) -> String {
        self.to_string()
    }
}

impl TextValue for String {
    const EXPECTED: &'static str = "text";

    fn from_text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }

    fn to_text(&self) -> String {
        self.clone()
    }
}

impl TextValue for DateTime {
    const EXPECTED: &'static str = "an RFC 3339 date-time with an offset";

    fn from_text(text: &str) -> Option<Self> {
        Self::parse(text)
    }

    fn to_text(&self) -> String {
        self.as_str().to_owned()
    }
}
