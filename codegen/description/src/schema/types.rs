//! The types of JSON values that a schema allows.

/// A type of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// `true` or `false`.
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// A text.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
    /// The content of a file, as Swagger 2.0 says it; real descriptions of 3.0 have it, too.
    File,
}

impl Type {
    /// As it is written.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
            Self::File => "file",
        }
    }

    /// The type that `word` says; `None` for null and for what is no type.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Some(match word {
            "boolean" => Self::Boolean,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "string" => Self::String,
            "array" => Self::Array,
            "object" => Self::Object,
            "file" => Self::File,
            _ => return None,
        })
    }

    /// Whether it is one of the two types of numbers.
    #[must_use]
    pub fn is_number(self) -> bool {
        matches!(self, Self::Integer | Self::Number)
    }
}

/// The types that `type` lists, null told apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Types {
    /// Each once, in the order written, without null; integer is left out beside number, which says more.
    pub listed: Vec<Type>,
    /// Whether null is listed.
    pub null: bool,
}

impl Types {
    /// Only this one.
    #[must_use]
    pub fn only(kind: Type) -> Self {
        Self {
            listed: vec![kind],
            null: false,
        }
    }

    /// Whether `type` is absent: every type is allowed.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        self.listed.is_empty() && !self.null
    }

    /// Whether nothing but null is allowed.
    #[must_use]
    pub fn is_only_null(&self) -> bool {
        self.listed.is_empty() && self.null
    }

    /// The type, where it is one beside null.
    #[must_use]
    pub fn single(&self) -> Option<Type> {
        match self.listed.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }
}
