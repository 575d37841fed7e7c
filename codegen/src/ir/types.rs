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
    /// Whether the description names it itself, so that others make room for it.
    pub component: bool,
}

/// What a named type is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// An object with known members.
    Object {
        /// In the order described.
        members: Vec<Member>,
        /// What becomes of members that are not described.
        rest: Rest,
        /// Members that must be there although they are not described.
        demanded: Vec<String>,
        /// Limits on how many members there are.
        checks: Vec<Check>,
    },
    /// One of these texts.
    Enumeration {
        /// In the order described.
        texts: Vec<String>,
        /// Whether answers may hold others: what a newer server knows must not break an older client.
        open: bool,
    },
    /// One of several types.
    Union {
        /// In the order described.
        variants: Vec<Variant>,
        /// The member that tells which one it is.
        discriminator: Option<Discriminator>,
        /// Whether exactly one must match, rather than at least one.
        exclusive: bool,
    },
    /// Another name for a type that needs none.
    Alias(Schema),
}

/// What becomes of members that are not described.
#[derive(Clone, Debug, PartialEq)]
pub enum Rest {
    /// They are ignored.
    Ignored,
    /// They are refused.
    Refused,
    /// They are kept, and have this type.
    Kept(Box<Schema>),
}

/// One of the types of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The name, not yet made fit for any language.
    pub name: String,
    /// Its type.
    pub schema: Schema,
    /// Whether it must be stored behind a pointer, because its type contains the union.
    pub indirect: bool,
}

/// The member that tells the types of a union apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discriminator {
    /// Its name on the wire.
    pub wire: String,
    /// Its values, each with the index of a variant.
    pub values: Vec<(String, usize)>,
}

/// The direction in which a member travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Only from client to server (`writeOnly`).
    Request,
    /// Only from server to client (`readOnly`).
    Answer,
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
    /// Whether it is required in one direction only.
    pub only: Option<Direction>,
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
    /// A string that is an RFC 3339 date.
    Date,
    /// A string that is a UUID.
    Uuid,
    /// A string that is Base64, and as part of a form or as a whole body the bytes themselves.
    Bytes,
    /// Nothing but null.
    Null,
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
    /// Of an array: no two items are equal.
    UniqueItems,
    /// Of an object.
    MinProperties(u64),
    /// Of an object.
    MaxProperties(u64),
    /// Of an object: these members are there.
    Required(Vec<String>),
    /// One of these numbers.
    OneOf(Vec<Limit>),
    /// This boolean.
    Only(bool),
    /// One of these values, as JSON texts.
    Values(Vec<String>),
    /// Of a value of any type: the limits of this schema, if the value has its type.
    When(Box<Schema>),
    /// Of one of these types of JSON.
    Is(Vec<String>),
    /// What a type of its own demands: one with a name, or one that is a format, which concerns values of its type.
    Fits(Box<Schema>),
    /// Not all of these hold.
    Not(Vec<Check>),
    /// If the first ones hold, the second ones do, and else the third ones.
    If(Box<[Vec<Check>; 3]>),
    /// At least one list holds, or exactly one.
    Choice(Vec<Vec<Check>>, Exclusive),
    /// Of an array: for how many items these hold, at least and at most.
    Contains(Vec<Check>, u64, Option<u64>),
    /// Of an array: what holds for its first items, and for the others.
    Items(Vec<Vec<Check>>, Vec<Check>),
    /// Of an object: what holds for the names of members, as texts.
    Names(Vec<Check>),
    /// Of an object: which members are there beside another.
    DependentRequired(Vec<(String, Vec<String>)>),
    /// Of an object: what holds for it when it has a member.
    DependentSchemas(Vec<(String, Vec<Check>)>),
    /// Of an object: what holds for members by name, for those whose name matches an expression, and for the others.
    Members {
        /// By name.
        known: Vec<(String, Vec<Check>)>,
        /// By regular expression.
        patterns: Vec<(String, Vec<Check>)>,
        /// The others.
        others: Vec<Check>,
    },
}

impl Check {
    /// Calls `visit` for this one and for every one inside it.
    pub fn each(&self, visit: &mut impl FnMut(&Self)) {
        visit(self);
        let mut all = |checks: &[Self]| checks.iter().for_each(|check| check.each(&mut *visit));
        match self {
            Self::When(schema) => all(&schema.checks),
            Self::Not(checks) | Self::Names(checks) | Self::Contains(checks, ..) => all(checks),
            Self::If(parts) => parts.iter().for_each(|part| all(part)),
            Self::Choice(branches, _) => branches.iter().for_each(|branch| all(branch)),
            Self::Items(first, others) => {
                first.iter().for_each(|item| all(item));
                all(others);
            }
            Self::DependentSchemas(each) => each.iter().for_each(|(_, checks)| all(checks)),
            Self::Members {
                known,
                patterns,
                others,
            } => {
                let named = known.iter().chain(patterns);
                named.for_each(|(_, checks)| all(checks));
                all(others);
            }
            _ => {}
        }
    }
}

/// Whether a bound itself is excluded, or a choice has room for one only.
pub type Exclusive = bool;
