//! A member that may be absent, null or a value, and keeps the three apart.

use serde::{Serialize, Serializer};

/// An optional and nullable member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Optional<T> {
    /// Not there at all.
    #[default]
    Absent,
    /// There, and null.
    Null,
    /// There, with a value.
    Value(T),
}

impl<T> Optional<T> {
    /// Whether the member is not there; then it is not written either.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the member is null.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The same with a borrowed value.
    pub fn as_ref(&self) -> Optional<&T> {
        match self {
            Self::Absent => Optional::Absent,
            Self::Null => Optional::Null,
            Self::Value(value) => Optional::Value(value),
        }
    }

    /// The same with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Optional<U> {
        match self {
            Self::Absent => Optional::Absent,
            Self::Null => Optional::Null,
            Self::Value(value) => Optional::Value(change(value)),
        }
    }

    /// The value; absent and null are both `None`.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    /// The value; absent and null are both `None`.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }
}

impl<T> From<T> for Optional<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T> From<Option<T>> for Optional<T> {
    /// `None` is null, because a column that holds nothing is null; write `Absent` to leave the member out.
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T: Serialize> Serialize for Optional<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.serialize(serializer),
            _ => serializer.serialize_none(),
        }
    }
}
