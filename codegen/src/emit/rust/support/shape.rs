//! What a type looks like, as data: from it `strategies` makes values that its schema allows, and values that it
//! refuses for a reason of choice.

use std::collections::BTreeSet;

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
    /// An object: its members (name, whether it is required, shape), the others, and its limits.
    Object(
        &'static [(&'static str, bool, Self)],
        Others,
        &'static [Limit],
    ),
    /// One of several.
    Choice(&'static [Self], Tell),
    /// Null, or this.
    Nullable(&'static Self),
    /// That of another type.
    Of(fn() -> &'static Self),
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
    /// A regular expression.
    Pattern(&'static str),
    /// A lower bound, and whether it is excluded itself.
    Minimum(f64, bool),
    /// An upper bound, and whether it is excluded itself.
    Maximum(f64, bool),
    /// A divisor.
    MultipleOf(f64),
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
    /// One of these values, as JSON texts.
    Values(&'static [&'static str]),
    /// Limits of a value of any type, if it has the type of this shape.
    When(&'static Shape),
}

impl Limit {
    /// What a violation of it is called.
    #[must_use]
    pub fn keyword(&self) -> &'static str {
        match self {
            Self::MinLength(_) => "minLength",
            Self::MaxLength(_) => "maxLength",
            Self::Pattern(_) => "pattern",
            Self::Minimum(_, false) => "minimum",
            Self::Minimum(_, true) => "exclusiveMinimum",
            Self::Maximum(_, false) => "maximum",
            Self::Maximum(_, true) => "exclusiveMaximum",
            Self::MultipleOf(_) => "multipleOf",
            Self::MinItems(_) => "minItems",
            Self::MaxItems(_) => "maxItems",
            Self::UniqueItems => "uniqueItems",
            Self::MinProperties(_) => "minProperties",
            Self::MaxProperties(_) => "maxProperties",
            Self::Required(_) => "required",
            Self::Values(_) => "enum",
            Self::When(_) => "",
        }
    }
}

impl Shape {
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

    /// The keywords that a value can break right here.
    #[must_use]
    pub fn keywords(&self) -> Vec<&'static str> {
        let mut keywords: Vec<&'static str> = self.limits().iter().map(Limit::keyword).collect();
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
            if members.iter().any(|(_, required, _)| *required) {
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
                    todo.extend(members.iter().map(|(_, _, inner)| inner));
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
