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

/// What an enumeration of texts does: it is read from JSON and from text, and written. One that is open has a variant
/// `Unknown`, which only answers hold.
#[allow(unused_macros, reason = "not every description has an enumeration")]
macro_rules! texts {
    ($name:ident: $allowed:literal, $($variant:ident = $text:literal),+) => {
        impl $name {
            /// The value as it is written.
            #[must_use]
            pub fn as_str(&self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }

        impl $crate::support::json::FromJson for $name {
            fn from_json(
                value: &serde_json::Value,
                at: &$crate::support::json::Pointer<'_>,
                violations: &mut $crate::support::json::Violations,
            ) -> Option<Self> {
                let text = $crate::support::json::text(value, at, violations)?;
                let decoded = <Self as $crate::support::text::TextValue>::from_text(text);
                if decoded.is_none() {
                    violations.add(at, "enum", concat!("expected ", $allowed));
                }
                decoded
            }
        }

        $crate::support::text::texts!(both $name: $allowed, $($variant = $text),+);
    };
    (open $name:ident: $allowed:literal, $($variant:ident = $text:literal),+) => {
        impl $name {
            /// The value as it is written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Unknown(text) => text,
                }
            }
        }

        impl $crate::support::json::FromJson for $name {
            fn from_json(
                value: &serde_json::Value,
                at: &$crate::support::json::Pointer<'_>,
                violations: &mut $crate::support::json::Violations,
            ) -> Option<Self> {
                let text = $crate::support::json::text(value, at, violations)?;
                let decoded = <Self as $crate::support::text::TextValue>::from_text(text);
                if decoded.is_none() && violations.is_answer() {
                    return Some(Self::Unknown(text.to_owned()));
                }
                if decoded.is_none() {
                    violations.add(at, "enum", concat!("expected ", $allowed));
                }
                decoded
            }
        }

        $crate::support::text::texts!(both $name: $allowed, $($variant = $text),+);
    };
    (both $name:ident: $allowed:literal, $($variant:ident = $text:literal),+) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl $crate::support::text::TextValue for $name {
            const EXPECTED: &'static str = $allowed;

            fn from_text(text: &str) -> Option<Self> {
                match text {
                    $($text => Some(Self::$variant),)+
                    _ => None,
                }
            }

            fn to_text(&self) -> String {
                self.as_str().to_owned()
            }
        }
    };
}
#[allow(unused_imports, reason = "not every description has an enumeration")]
pub(crate) use texts;

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
