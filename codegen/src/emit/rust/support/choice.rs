//! Choices between types: declared by `choice!`, and told apart by a member or by trying each.

use serde_json::Value;

use super::json::{FromJson, Pointer, Violations};
use super::shape::{Shape, Tell};

/// An enum of types, untagged on the wire. `one_of` and `any_of` try each; `by "member"` looks at a member, whose values
/// stand behind the types. Limits that hold only here stand behind `where`.
#[allow(unused_macros, reason = "not every description has a choice")]
macro_rules! choice {
    (
        $(#[$about:meta])*
        pub enum $name:ident $tell:ident $($member:literal)? {
            $($variant:ident($ty:ty) $(= $($tag:literal)|+)? $(where $shape:expr)?),* $(,)?
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq)]
        pub enum $name {
            $(#[doc = concat!("`", stringify!($variant), "`")] $variant($ty),)*
        }

        impl $crate::support::json::FromJson for $name {
            fn shape() -> &'static $crate::support::shape::Shape {
                static SHAPE: $crate::support::shape::Shape = $crate::support::shape::Shape::Choice(
                    &[$($crate::support::choice::branch!($ty $(, $shape)?)),*],
                    $crate::support::choice::tell!($tell $($member)? $([$($($tag)|+)?])*),
                );
                &SHAPE
            }

            fn from_shape(
                value: &$crate::support::json::Value,
                _: &'static $crate::support::shape::Shape,
                at: &$crate::support::json::Pointer<'_>,
                violations: &mut $crate::support::json::Violations,
            ) -> ::core::option::Option<Self> {
                let mut choice =
                    $crate::support::choice::Choice::new(value, Self::shape(), at, violations);
                $(choice.attempt(&[$($($tag),+)?], stringify!($variant), Self::$variant);)*
                choice.end()
            }
        }

        impl $crate::support::json::Serialize for $name {
            fn serialize<S: $crate::support::json::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => value.serialize(serializer),)*
                }
            }
        }
    };
}
#[allow(unused_imports, reason = "not every description has a choice")]
pub(crate) use choice;

/// What one of the types looks like.
#[allow(unused_macros)]
macro_rules! branch {
    ($ty:ty) => {
        $crate::support::shape::Shape::Of(<$ty as $crate::support::json::FromJson>::shape)
    };
    ($ty:ty, $shape:expr) => {
        $shape
    };
}
#[allow(unused_imports)]
pub(crate) use branch;

/// How the types are told apart.
#[allow(unused_macros)]
macro_rules! tell {
    (one_of $($rest:tt)*) => { $crate::support::shape::Tell::OneOf };
    (any_of $($rest:tt)*) => { $crate::support::shape::Tell::AnyOf };
    (by $member:literal $([$first:literal $(| $other:literal)*])*) => {
        $crate::support::shape::Tell::Member($member, &[$($first),*])
    };
}
#[allow(unused_imports)]
pub(crate) use tell;

/// The attempts to read a value as one of several types.
#[derive(Debug)]
pub struct Choice<'a, T> {
    value: &'a Value,
    at: &'a Pointer<'a>,
    violations: &'a mut Violations,
    branches: std::slice::Iter<'static, Shape>,
    tell: &'static Tell,
    /// The value of the member that tells the types apart, when there is one.
    told: Option<&'a str>,
    found: Option<T>,
    matches: usize,
    /// Everything that was tried, or could have been told.
    names: Vec<&'static str>,
    /// What the attempt that came closest found wrong.
    nearest: Option<Violations>,
}

impl<'a, T> Choice<'a, T> {
    /// Nothing was tried yet.
    #[must_use]
    pub fn new(
        value: &'a Value,
        shape: &'static Shape,
        at: &'a Pointer<'a>,
        violations: &'a mut Violations,
    ) -> Self {
        let (branches, tell) = match shape {
            Shape::Choice(branches, tell) => (branches.iter(), tell),
            _ => ([].iter(), &Tell::AnyOf),
        };
        let told = match tell {
            Tell::Member(name, _) => discriminator(value, name, at, violations),
            _ => None,
        };
        Self {
            value,
            at,
            violations,
            branches,
            tell,
            told,
            found: None,
            matches: 0,
            names: Vec::new(),
            nearest: None,
        }
    }

    /// Tries one type, or reads it if its member says so.
    pub fn attempt<Own: FromJson>(
        &mut self,
        tags: &[&'static str],
        name: &'static str,
        wrap: impl FnOnce(Own) -> T,
    ) {
        let Some(shape) = self.branches.next() else {
            return;
        };
        if matches!(self.tell, Tell::Member(..)) {
            self.names.extend(tags);
            if self.told.is_some_and(|told| tags.contains(&told)) {
                self.matches += 1;
                self.found = Own::from_shape(self.value, shape, self.at, self.violations).map(wrap);
            }
            return;
        }
        self.names.push(name);
        if self.found.is_some() && self.violations.is_open() {
            return;
        }
        let mut own = self.violations.fresh();
        match Own::from_shape(self.value, shape, self.at, &mut own) {
            Some(decoded) if own.is_empty() => {
                self.matches += 1;
                self.found.get_or_insert(wrap(decoded));
            }
            _ => {
                let count = |one: &Violations| one.as_slice().len() + one.more();
                // A wrong type at the very top says that another type was meant.
                let other = own
                    .as_slice()
                    .iter()
                    .any(|one| one.pointer == self.at.to_string() && one.code == "type");
                let closer = self
                    .nearest
                    .as_ref()
                    .is_none_or(|nearest| count(&own) < count(nearest));
                if !other && closer {
                    self.nearest = Some(own);
                }
            }
        }
    }

    /// What was read.
    pub fn end(self) -> Option<T> {
        let names = self.names.join(", ");
        let exclusive = match self.tell {
            Tell::Member(name, _) => {
                if self.told.is_some() && self.matches == 0 {
                    let place = Pointer::Member(self.at, name);
                    let message = format!("expected one of {names}");
                    self.violations.add(&place, "discriminator", message);
                }
                return self.found;
            }
            Tell::OneOf => true,
            Tell::AnyOf => false,
        };
        let keyword = if exclusive { "oneOf" } else { "anyOf" };
        if self.found.is_none() {
            let message = format!("expected one of {names}");
            self.violations.add(self.at, keyword, message);
            for violation in self.nearest.map(Violations::into_vec).unwrap_or_default() {
                self.violations.note(violation);
            }
        } else if exclusive && self.matches > 1 && !self.violations.is_open() {
            let message = format!("more than one of {names} matches");
            self.violations.add(self.at, keyword, message);
        }
        self.found
    }
}

/// The text of the member that tells the types of a choice apart.
fn discriminator<'v>(
    value: &'v Value,
    name: &str,
    at: &Pointer<'_>,
    violations: &mut Violations,
) -> Option<&'v str> {
    let Value::Object(members) = value else {
        super::json::mismatch(value, "object", at, violations);
        return None;
    };
    let place = Pointer::Member(at, name);
    match members.get(name) {
        Some(member) => super::json::text(member, &place, violations),
        None => {
            violations.add(&place, "required", "this member is required");
            None
        }
    }
}
