//! Enumerations of texts, declared by `texts!`. One that is open has a variant `Unknown`, which only answers hold.

/// An enum of texts.
#[allow(unused_macros, reason = "not every description has an enumeration")]
macro_rules! texts {
    (
        $(#[$about:meta])*
        pub enum $name:ident { $($variant:ident = $text:literal),+ $(,)? }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = concat!("The value `", $text, "`.")] $variant,)+
        }

        impl $name {
            /// The value as it is written.
            #[must_use]
            pub fn as_str(&self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }

        $crate::support::texts::texts!(@ $name None, $($variant = $text),+);
    };
    (
        $(#[$about:meta])*
        pub open enum $name:ident { $($variant:ident = $text:literal),+ $(,)? }
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = concat!("The value `", $text, "`.")] $variant,)+
            /// A value that is not described; only answers hold one.
            Unknown(::std::string::String),
        }

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

        $crate::support::texts::texts!(@ $name Some(Self::Unknown), $($variant = $text),+);
    };
    (@ $name:ident $unknown:expr, $($variant:ident = $text:literal),+) => {
        impl $crate::support::json::FromJson for $name {
            fn shape() -> &'static $crate::support::shape::Shape {
                &$crate::support::shape::Shape::Texts(&[$($text),+])
            }

            fn from_shape(
                value: &$crate::support::json::Value,
                _: &'static $crate::support::shape::Shape,
                at: &$crate::support::json::Pointer<'_>,
                violations: &mut $crate::support::json::Violations,
            ) -> ::core::option::Option<Self> {
                let text = $crate::support::json::text(value, at, violations)?;
                match text {
                    $($text => ::core::option::Option::Some(Self::$variant),)+
                    _ => $crate::support::texts::unknown(Self::shape(), text, $unknown, at, violations),
                }
            }
        }

        impl $crate::support::json::Serialize for $name {
            fn serialize<S: $crate::support::json::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}
#[allow(unused_imports, reason = "not every description has an enumeration")]
pub(crate) use texts;

use super::json::{Pointer, Violations};
use super::shape::Shape;

/// What becomes of a text that is not described: in an answer `keep` takes it, if there is one.
pub fn unknown<T>(
    shape: &'static Shape,
    text: &str,
    keep: Option<fn(String) -> T>,
    at: &Pointer<'_>,
    violations: &mut Violations,
) -> Option<T> {
    match keep {
        Some(keep) if violations.is_open() => Some(keep(text.to_owned())),
        _ => {
            violations.add(at, "enum", format!("expected {}", shape.expected()));
            None
        }
    }
}
