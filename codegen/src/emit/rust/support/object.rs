//! Objects with members: declared by `object!`, read and checked by [`Members`], written by [`Writer`].

use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::SerializeMap;
use serde_json::{Map, Value};

use super::json::{FromJson, Pointer, Violations, mismatch};
use super::optional::Optional;
use super::rules;
use super::shape::{Member, Others, Presence, Shape};

/// A struct whose values are objects. What stands behind a member's type says when it is there and what it is called:
/// `required`, `optional`, `answered` (required in answers) or `sent` (required in requests), each also as `…_nullable`,
/// and its limits where it has some.
#[allow(unused_macros, reason = "not every description has an object")]
macro_rules! object {
    (
        $(#[$about:meta])*
        pub struct $name:ident {
            $(
                $(#[$about_member:meta])*
                pub $field:ident: $ty:ty = $how:ident($wire:literal $(, $shape:expr)? $(,)?)
            ),* $(,)?
        }
        $(refuses $refused:ident;)?
        $(keeps $rest:ident: $rest_ty:ty = $rest_shape:expr;)?
        $(limits $limits:expr;)?
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $($(#[$about_member])* pub $field: $ty,)*
            $(
                /// The members that are not described further.
                pub $rest: $rest_ty,
            )?
        }

        impl $crate::support::json::FromJson for $name {
            fn shape() -> &'static $crate::support::shape::Shape {
                static SHAPE: $crate::support::shape::Shape = $crate::support::shape::Shape::Object(
                    &[$($crate::support::object::member!($how $ty, $wire $(, $shape)?)),*],
                    $crate::support::object::others!($($refused)? $($rest_shape)?),
                    $crate::support::object::limits!($($limits)?),
                );
                &SHAPE
            }

            #[allow(unused_mut)]
            fn from_shape(
                value: &$crate::support::json::Value,
                _: &'static $crate::support::shape::Shape,
                at: &$crate::support::json::Pointer<'_>,
                violations: &mut $crate::support::json::Violations,
            ) -> ::core::option::Option<Self> {
                let mut members =
                    $crate::support::object::Members::of(value, Self::shape(), at, violations)?;
                $(let $field = members.$how();)*
                $(let $rest = members.rest();)?
                members.end();
                ::core::option::Option::Some(Self { $($field: $field?,)* $($rest: $rest?,)? })
            }
        }

        impl $crate::support::json::Serialize for $name {
            #[allow(unused_mut)]
            fn serialize<S: $crate::support::json::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                let mut writer = $crate::support::object::Writer::new(serializer)?;
                $(writer.$how($wire, &self.$field)?;)*
                $(writer.rest(&self.$rest)?;)?
                writer.end()
            }
        }
    };
}
#[allow(unused_imports, reason = "not every description has an object")]
pub(crate) use object;

/// The description of one member.
#[allow(unused_macros)]
macro_rules! member {
    (required $($rest:tt)*) => { $crate::support::object::entry!(plain Required false $($rest)*) };
    (required_nullable $($rest:tt)*) => { $crate::support::object::entry!(maybe Required true $($rest)*) };
    (optional $($rest:tt)*) => { $crate::support::object::entry!(maybe Optional false $($rest)*) };
    (optional_nullable $($rest:tt)*) => { $crate::support::object::entry!(maybe Optional true $($rest)*) };
    (answered $($rest:tt)*) => { $crate::support::object::entry!(maybe Answered false $($rest)*) };
    (answered_nullable $($rest:tt)*) => { $crate::support::object::entry!(maybe Answered true $($rest)*) };
    (sent $($rest:tt)*) => { $crate::support::object::entry!(maybe Sent false $($rest)*) };
    (sent_nullable $($rest:tt)*) => { $crate::support::object::entry!(maybe Sent true $($rest)*) };
}
#[allow(unused_imports)]
pub(crate) use member;

/// The same, with the words taken apart.
#[allow(unused_macros)]
macro_rules! entry {
    (plain $presence:ident $nullable:literal $ty:ty, $wire:literal) => {
        $crate::support::object::entry!(@ $presence $nullable $wire, $crate::support::shape::Shape::Of(<$ty as $crate::support::json::FromJson>::shape))
    };
    (maybe $presence:ident $nullable:literal $ty:ty, $wire:literal) => {
        $crate::support::object::entry!(@ $presence $nullable $wire, $crate::support::shape::Shape::Of(
            <<$ty as $crate::support::scalars::Maybe>::Inner as $crate::support::json::FromJson>::shape
        ))
    };
    ($kind:ident $presence:ident $nullable:literal $ty:ty, $wire:literal, $shape:expr) => {
        $crate::support::object::entry!(@ $presence $nullable $wire, $shape)
    };
    (@ $presence:ident $nullable:literal $wire:literal, $shape:expr) => {
        $crate::support::shape::Member {
            wire: $wire,
            presence: $crate::support::shape::Presence::$presence,
            nullable: $nullable,
            shape: $shape,
        }
    };
}
#[allow(unused_imports)]
pub(crate) use entry;

/// What becomes of members that are not described.
#[allow(unused_macros)]
macro_rules! others {
    () => {
        $crate::support::shape::Others::Ignored
    };
    (others) => {
        $crate::support::shape::Others::Refused
    };
    ($shape:expr) => {
        $crate::support::shape::Others::Kept(&$shape)
    };
}
#[allow(unused_imports)]
pub(crate) use others;

/// The limits, or none.
#[allow(unused_macros)]
macro_rules! limits {
    () => {
        &[]
    };
    ($limits:expr) => {
        &$limits
    };
}
#[allow(unused_imports)]
pub(crate) use limits;

/// The members of an object, read one by one in the order described.
#[derive(Debug)]
pub struct Members<'a> {
    value: &'a Value,
    members: &'a Map<String, Value>,
    described: &'static [Member],
    next: usize,
    others: &'static Others,
    limits: &'static [super::shape::Limit],
    at: &'a Pointer<'a>,
    violations: &'a mut Violations,
    /// How many were asked for and are there.
    found: usize,
}

impl<'a> Members<'a> {
    /// `value` as an object of this `shape`.
    pub fn of(
        value: &'a Value,
        shape: &'static Shape,
        at: &'a Pointer<'a>,
        violations: &'a mut Violations,
    ) -> Option<Self> {
        let Value::Object(members) = value else {
            mismatch(value, "object", at, violations);
            return None;
        };
        let Shape::Object(described, others, limits) = shape else {
            return None;
        };
        Some(Self {
            value,
            members,
            described,
            next: 0,
            others,
            limits,
            at,
            violations,
            found: 0,
        })
    }

    /// Reads the next member: `None` when it is wrong, absent or null when it may be so.
    fn read<T: FromJson>(&mut self) -> Option<Optional<T>> {
        let member = self.described.get(self.next)?;
        self.next += 1;
        let at = Pointer::Member(self.at, member.wire);
        let found = self.members.get(member.wire);
        self.found += usize::from(found.is_some());
        match found {
            Some(Value::Null) if member.nullable => Some(Optional::Null),
            Some(value) => {
                T::from_shape(value, &member.shape, &at, self.violations).map(Optional::Value)
            }
            None => {
                let needed = match member.presence {
                    Presence::Required => true,
                    Presence::Optional => false,
                    Presence::Answered => self.violations.is_answer(),
                    Presence::Sent => !self.violations.is_answer(),
                };
                if needed {
                    self.violations
                        .add(&at, "required", "this member is required");
                    return None;
                }
                Some(Optional::Absent)
            }
        }
    }

    /// A member that must be there and must not be null.
    pub fn required<T: FromJson>(&mut self) -> Option<T> {
        self.read()?.into_value()
    }

    /// A member that must be there but may be null.
    pub fn required_nullable<T: FromJson>(&mut self) -> Option<Option<T>> {
        self.read().map(Optional::into_value)
    }

    /// A member that may be absent but not null.
    pub fn optional<T: FromJson>(&mut self) -> Option<Option<T>> {
        self.read().map(Optional::into_value)
    }

    /// A member that may be absent or null.
    pub fn optional_nullable<T: FromJson>(&mut self) -> Option<Optional<T>> {
        self.read()
    }

    /// A member that must be there in an answer, and is never null.
    pub fn answered<T: FromJson>(&mut self) -> Option<Option<T>> {
        self.optional()
    }

    /// A member that must be there in an answer, and may be null.
    pub fn answered_nullable<T: FromJson>(&mut self) -> Option<Optional<T>> {
        self.read()
    }

    /// A member that must be there in a request, and is never null.
    pub fn sent<T: FromJson>(&mut self) -> Option<Option<T>> {
        self.optional()
    }

    /// A member that must be there in a request, and may be null.
    pub fn sent_nullable<T: FromJson>(&mut self) -> Option<Optional<T>> {
        self.read()
    }

    /// The members that are not described.
    pub fn rest<T: FromJson>(&mut self) -> Option<BTreeMap<String, T>> {
        let shape = match self.others {
            Others::Kept(shape) => *shape,
            _ => T::shape(),
        };
        let mut rest = BTreeMap::new();
        let mut complete = true;
        for (name, value) in self.members {
            if self.described.iter().any(|member| member.wire == name) {
                continue;
            }
            match T::from_shape(
                value,
                shape,
                &Pointer::Member(self.at, name),
                self.violations,
            ) {
                Some(value) => drop(rest.insert(name.clone(), value)),
                None => complete = false,
            }
        }
        complete.then_some(rest)
    }

    /// Notes what is wrong with the object as a whole.
    pub fn end(self) {
        if matches!(self.others, Others::Refused) {
            for _ in self.found..self.members.len() {
                // The name is the submitter's text, so it is not repeated.
                let message = "a member that is not described";
                self.violations
                    .add(self.at, "additionalProperties", message);
            }
        }
        rules::limits(self.limits, self.value, self.at, self.violations);
    }
}

/// The members of an object, written one by one; what is absent is left out.
#[derive(Debug)]
pub struct Writer<S: SerializeMap>(S);

impl<S: SerializeMap> Writer<S> {
    /// Begins an object.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn new<T: serde::Serializer<SerializeMap = S, Error = S::Error>>(
        serializer: T,
    ) -> Result<Self, S::Error> {
        serializer.serialize_map(None).map(Self)
    }

    /// Ends it.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }

    /// The members that are not described.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn rest<T: Serialize>(&mut self, rest: &BTreeMap<String, T>) -> Result<(), S::Error> {
        rest.iter()
            .try_for_each(|(name, value)| self.0.serialize_entry(name, value))
    }
}

/// One method for each word of `object!`.
macro_rules! writes {
    ($($how:ident($ty:ty) $about:literal,)*) => {
        impl<S: SerializeMap> Writer<S> {
            $(
                #[doc = $about]
                ///
                /// # Errors
                /// Those of the serializer.
                pub fn $how<T: Serialize>(&mut self, wire: &'static str, value: &$ty) -> Result<(), S::Error> {
                    match Written::is_absent(value) {
                        true => Ok(()),
                        false => self.0.serialize_entry(wire, value),
                    }
                }
            )*
        }
    };
}

writes! {
    optional(Option<T>) "A member that may be absent.",
    optional_nullable(Optional<T>) "A member that may be absent or null.",
    answered(Option<T>) "A member that may be absent.",
    answered_nullable(Optional<T>) "A member that may be absent or null.",
    sent(Option<T>) "A member that may be absent.",
    sent_nullable(Optional<T>) "A member that may be absent or null.",
}

impl<S: SerializeMap> Writer<S> {
    /// A member that is always there.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn required<T: Serialize>(
        &mut self,
        wire: &'static str,
        value: &T,
    ) -> Result<(), S::Error> {
        self.0.serialize_entry(wire, value)
    }

    /// A member that is always there, and may be null.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn required_nullable<T: Serialize>(
        &mut self,
        wire: &'static str,
        value: &Option<T>,
    ) -> Result<(), S::Error> {
        self.0.serialize_entry(wire, value)
    }
}

trait Written {
    fn is_absent(&self) -> bool;
}

impl<T> Written for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T> Written for Optional<T> {
    fn is_absent(&self) -> bool {
        Optional::is_absent(self)
    }
}
