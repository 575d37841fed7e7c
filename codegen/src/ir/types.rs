//! Schemas as types with limits.

/// The index of a [`Named`] type in [`super::Api::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// A type with a name: a schema of `components`, or one written inline and named after its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// The name, not yet made fit for any language.
    pub name: String,
    /// What the description says about it; empty when it says nothing.
    pub doc: String,
    /// What it is.
    pub kind: Kind,
}

/// What a named type is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// An object with known members.
    Object {
        /// In the order described.
        members: Vec<Member>,
        /// Whether members that are not described are refused.
        closed: bool,
    },
    /// One of these texts.
    Enumeration(Vec<String>),
    /// Another name for a type that needs none.
    Alias(Schema),
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The name on the wire.
    pub wire: String,
    /// What the description says about it.
    pub doc: String,
    /// Its type; whether it may be null is in there.
    pub schema: Schema,
    /// Whether it must be there.
    pub required: bool,
    /// Whether it must be stored behind a pointer, because its type contains itself.
    pub indirect: bool,
}

/// A type at one place, with its limits there.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    /// The type.
    pub ty: Type,
    /// Whether null is allowed.
    pub nullable: bool,
    /// Limits on the value.
    pub checks: Vec<Check>,
}

/// A type.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// `true` or `false`.
    Boolean,
    /// An integer of 32 bits.
    Int32,
    /// An integer of 64 bits.
    Int64,
    /// A number.
    Number,
    /// A string.
    Text,
    /// A string that is an RFC 3339 date-time.
    DateTime,
    /// Any JSON value, null included.
    Any,
    /// An array.
    Array(Box<Schema>),
    /// An object whose members all have one type.
    Map(Box<Schema>),
    /// An object or enumeration with a name.
    Named(TypeId),
}

/// A number that limits another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    /// For integers.
    Integer(i64),
    /// For numbers.
    Number(f64),
}

/// A limit on values.
#[derive(Clone, Debug, PartialEq)]
pub enum Check {
    /// In code points.
    MinLength(u64),
    /// In code points.
    MaxLength(u64),
    /// A regular expression, not anchored.
    Pattern(String),
    /// A lower bound.
    Minimum(Limit, Exclusive),
    /// An upper bound.
    Maximum(Limit, Exclusive),
    /// A divisor.
    MultipleOf(Limit),
    /// Of an array.
    MinItems(u64),
    /// Of an array.
    MaxItems(u64),
}

/// Whether a bound itself is excluded.
pub type Exclusive = bool;
