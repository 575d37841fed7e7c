//! What a type looks like, as data: by it values are read and checked, and `strategies` makes values that its schema
//! allows, and values that it refuses for a reason of choice.

use std::collections::BTreeSet;

use serde_json::Value;

use super::violations::{Pointer, Violations};

// What declarations are made of, by short names: `shape::Text(&[shape::MaxLength(20)])`.
pub use Bound::*;
pub use Limit::*;
pub use Shape::*;

/// A schema.
#[derive(Debug)]
pub enum Shape {
    /// Any JSON value.
    Any(&'static [Limit]),
    /// Nothing but null.
    Null,
    /// `true` or `false`.
    Boolean(&'static [Limit]),
    /// An integer of 32 bits.
    Int32(&'static [Limit]),
    /// An integer of 64 bits.
    Int64(&'static [Limit]),
    /// A number.
    Number(&'static [Limit]),
    /// A string.
    Text(&'static [Limit]),
    /// An RFC 3339 date-time.
    DateTime,
    /// An RFC 3339 date.
    Date,
    /// A UUID.
    Uuid,
    /// Base64.
    Bytes,
    /// One of these texts.
    Texts(&'static [&'static str]),
    /// An array of items of one shape.
    List(&'static Self, &'static [Limit]),
    /// An object whose members all have one shape.
    Map(&'static Self, &'static [Limit]),
    /// An object: its members, the others, and its limits.
    Object(&'static [Member], Others, &'static [Limit]),
    /// One of several.
    Choice(&'static [Self], Tell),
    /// Null, or this.
    Nullable(&'static Self),
    /// That of another type.
    Of(fn() -> &'static Self),
}

/// A member of an object.
#[derive(Debug)]
pub struct Member {
    /// Its name.
    pub wire: &'static str,
    /// Whether it must be there.
    pub presence: Presence,
    /// Whether it may be null.
    pub nullable: bool,
    /// What it looks like when it is not null.
    pub shape: Shape,
}

/// When a member must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always.
    Required,
    /// Never.
    Optional,
    /// In an answer (`readOnly`).
    Answered,
    /// In a request (`writeOnly`).
    Sent,
}

impl Member {
    /// Whether a request must have it.
    #[must_use]
    pub fn is_sent(&self) -> bool {
        matches!(self.presence, Presence::Required | Presence::Sent)
    }
}

/// How the schemas of a choice are told apart.
#[derive(Debug)]
pub enum Tell {
    /// Exactly one of them matches.
    OneOf,
    /// At least one of them matches.
    AnyOf,
    /// By a member: its name, and its value for each of them.
    Member(&'static str, &'static [&'static str]),
}

/// What becomes of members that are not described.
#[derive(Debug)]
pub enum Others {
    /// They are ignored.
    Ignored,
    /// They are refused.
    Refused,
    /// They have this shape.
    Kept(&'static Shape),
}

/// A limit on values.
#[derive(Debug)]
pub enum Limit {
    /// In code points.
    MinLength(usize),
    /// In code points.
    MaxLength(usize),
    /// A regular expression, and whether a text matches it somewhere.
    Pattern(&'static str, fn(&str) -> bool),
    /// A lower bound.
    Minimum(Bound),
    /// A lower bound that is excluded itself.
    ExclusiveMinimum(Bound),
    /// An upper bound.
    Maximum(Bound),
    /// An upper bound that is excluded itself.
    ExclusiveMaximum(Bound),
    /// A divisor.
    MultipleOf(Bound),
    /// Of an array.
    MinItems(usize),
    /// Of an array.
    MaxItems(usize),
    /// Of an array.
    UniqueItems,
    /// Of an object.
    MinProperties(usize),
    /// Of an object.
    MaxProperties(usize),
    /// Members that are there.
    Required(&'static [&'static str]),
    /// One of these numbers.
    OneOf(&'static [Bound]),
    /// This boolean.
    Only(bool),
    /// One of these values, as JSON texts.
    Values(&'static [&'static str]),
    /// Limits of a value of any type, if it has the type of this shape.
    When(&'static Shape),
    /// Of one of these types.
    Is(&'static [&'static str]),
    /// What another type demands.
    Fits(fn(&Value, &Pointer<'_>, &mut Violations)),
    /// The format of this shape, if the value has its type.
    Format(&'static Shape),
    /// Not all of these hold.
    Not(&'static [Self]),
    /// If the first ones hold, the second ones do, and else the third ones.
    If(&'static [Self], &'static [Self], &'static [Self]),
    /// At least one list of limits holds.
    AnyOf(&'static [&'static [Self]]),
    /// Exactly one list of limits holds.
    ExactlyOne(&'static [&'static [Self]]),
    /// Of an array: for how many items these hold, at least and at most.
    Contains(&'static [Self], usize, usize),
    /// Of an array: what holds for its first items, and for the others.
    Items(&'static [&'static [Self]], &'static [Self]),
    /// Of an object: what holds for the names of members, as texts.
    Names(&'static [Self]),
    /// Of an object: which members are there beside another.
    DependentRequired(&'static [(&'static str, &'static [&'static str])]),
    /// Of an object: what holds for it when it has a member.
    DependentSchemas(&'static [(&'static str, &'static [Self])]),
    /// Of an object: what holds for members by name, for those whose name has a pattern, and for the others.
    Members(
        &'static [(&'static str, &'static [Self])],
        &'static [(Self, &'static [Self])],
        &'static [Self],
    ),
}

/// A number that limits another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// For integers.
    Whole(i64),
    /// For numbers.
    Real(f64),
}

impl Bound {
    /// The nearest float.
    #[must_use]
    #[expect(clippy::cast_precision_loss)]
    pub fn float(self) -> f64 {
        match self {
            Self::Whole(number) => number as f64,
            Self::Real(number) => number,
        }
    }
}

impl std::fmt::Display for Bound {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Whole(number) => number.fmt(formatter),
            Self::Real(number) => number.fmt(formatter),
        }
    }
}

/// The limit `pattern`.
#[allow(unused_macros, reason = "not every description has a pattern")]
macro_rules! pattern {
    ($text:literal) => {
        $crate::support::shape::Limit::Pattern($text, |text| {
            static PATTERN: std::sync::LazyLock<Option<regex::Regex>> =
                std::sync::LazyLock::new(|| regex::Regex::new($text).ok());
            PATTERN.as_ref().is_none_or(|regex| regex.is_match(text))
        })
    };
}
#[allow(unused_imports, reason = "not every description has a pattern")]
pub(crate) use pattern;

impl Limit {
    /// Whether it is made of others, or of a type.
    #[must_use]
    pub fn is_composed(&self) -> bool {
        matches!(
            self,
            Self::Is(_)
                | Self::Fits(_)
                | Self::Format(_)
                | Self::Not(_)
                | Self::If(..)
                | Self::AnyOf(_)
                | Self::ExactlyOne(_)
                | Self::Contains(..)
                | Self::Items(..)
                | Self::Names(_)
                | Self::DependentRequired(_)
                | Self::DependentSchemas(_)
                | Self::Members(..)
        )
    }

    /// What a violation of it is called.
    #[must_use]
    pub fn keyword(&self) -> &'static str {
        match self {
            Self::MinLength(_) => "minLength",
            Self::MaxLength(_) => "maxLength",
            Self::Pattern(..) => "pattern",
            Self::Minimum(_) => "minimum",
            Self::ExclusiveMinimum(_) => "exclusiveMinimum",
            Self::Maximum(_) => "maximum",
            Self::ExclusiveMaximum(_) => "exclusiveMaximum",
            Self::MultipleOf(_) => "multipleOf",
            Self::MinItems(_) => "minItems",
            Self::MaxItems(_) => "maxItems",
            Self::UniqueItems => "uniqueItems",
            Self::MinProperties(_) => "minProperties",
            Self::MaxProperties(_) => "maxProperties",
            Self::Required(_) => "required",
            Self::OneOf(_) | Self::Only(_) | Self::Values(_) => "enum",
            Self::When(_) | Self::Fits(_) => "",
            Self::Is(_) => "type",
            Self::Format(_) => "format",
            Self::Not(_) => "not",
            Self::If(..) => "if",
            Self::AnyOf(_) => "anyOf",
            Self::ExactlyOne(_) => "oneOf",
            Self::Contains(..) => "contains",
            Self::Items(..) => "prefixItems",
            Self::Names(_) => "propertyNames",
            Self::DependentRequired(_) => "dependentRequired",
            Self::DependentSchemas(_) => "dependentSchemas",
            Self::Members(..) => "patternProperties",
        }
    }
}

impl Shape {
    /// The shape itself, where this one is only a word for that of another type.
    #[must_use]
    pub fn resolved(&'static self) -> &'static Self {
        let mut shape = self;
        while let Self::Of(other) = shape {
            shape = other();
        }
        shape
    }

    /// What a text that stands for a value of it must be, for people.
    #[must_use]
    pub fn expected(&'static self) -> String {
        let expected = match self.resolved() {
            Self::Boolean(_) => "true or false",
            Self::Int32(_) => "an integer in the range of int32",
            Self::Int64(_) => "an integer in the range of int64",
            Self::Number(_) => "a number",
            Self::DateTime => "an RFC 3339 date-time with an offset",
            Self::Date => "a date such as 2026-01-31",
            Self::Uuid => "a UUID",
            Self::Bytes => "bytes in Base64",
            Self::Texts(texts) if texts.len() > 40 => {
                return format!("one of {} values", texts.len());
            }
            Self::Texts(texts) => return format!("one of {}", texts.join(", ")),
            Self::Nullable(inner) => return inner.expected(),
            _ => "text",
        };
        expected.to_owned()
    }

    /// The limits that stand here.
    #[must_use]
    pub fn limits(&self) -> &'static [Limit] {
        match self {
            Self::Any(limits)
            | Self::Boolean(limits)
            | Self::Int32(limits)
            | Self::Int64(limits)
            | Self::Number(limits)
            | Self::Text(limits)
            | Self::List(_, limits)
            | Self::Map(_, limits)
            | Self::Object(_, _, limits) => limits,
            _ => &[],
        }
    }

    /// The keywords that a value can be made to break right here.
    #[must_use]
    pub fn keywords(&self) -> Vec<&'static str> {
        let simple = self.limits().iter().filter(|limit| !limit.is_composed());
        let mut keywords: Vec<&'static str> = simple.map(Limit::keyword).collect();
        match self {
            Self::Any(limits) => keywords.extend(limits.iter().flat_map(|limit| match limit {
                Limit::When(shape) => shape.limits().iter().map(Limit::keyword).collect(),
                _ => Vec::new(),
            })),
            Self::Of(_) | Self::Nullable(_) => {}
            Self::Choice(_, Tell::OneOf) => keywords.push("oneOf"),
            Self::Choice(_, Tell::AnyOf) => keywords.push("anyOf"),
            Self::Choice(_, Tell::Member(..)) => {
                keywords.extend(["type", "required", "discriminator"]);
            }
            Self::Texts(_) => keywords.extend(["type", "enum"]),
            Self::Int32(_)
            | Self::Int64(_)
            | Self::DateTime
            | Self::Date
            | Self::Uuid
            | Self::Bytes => {
                keywords.extend(["type", "format"]);
            }
            _ => keywords.push("type"),
        }
        if let Self::Object(members, others, _) = self {
            if members.iter().any(Member::is_sent) {
                keywords.push("required");
            }
            if matches!(others, Others::Refused) {
                keywords.push("additionalProperties");
            }
        }
        keywords
    }

    /// Whether a value can break `keyword` here or anywhere inside.
    #[must_use]
    pub fn breaks(&'static self, keyword: &str) -> bool {
        let (mut todo, mut seen) = (vec![self], BTreeSet::new());
        while let Some(shape) = todo.pop() {
            if !seen.insert(std::ptr::from_ref(shape)) {
                continue;
            }
            if shape.keywords().contains(&keyword) {
                return true;
            }
            match shape {
                Self::List(inner, _) | Self::Map(inner, _) | Self::Nullable(inner) => {
                    todo.push(inner);
                }
                Self::Object(members, others, _) => {
                    todo.extend(members.iter().map(|member| &member.shape));
                    if let Others::Kept(inner) = others {
                        todo.push(inner);
                    }
                }
                Self::Choice(branches, _) => todo.extend(branches.iter()),
                Self::Of(shape) => todo.push(shape()),
                _ => {}
            }
        }
        false
    }
}
