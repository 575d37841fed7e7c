//! What a read shows that should not be, or should be otherwise.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use crate::plan::Symbol;

/// A member of an entity that is not as it was written.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "UPPERCASE")]
pub enum MemberKind {
    /// it reads otherwise than it was written
    Written(Changed),
    /// the same for a text that careless code changes
    SpecialText(Changed),
    /// it reads otherwise than before an update that was refused
    RefusedUpdate(Changed),
    /// it reads otherwise than before a replay
    Replayed(Changed),
    /// it ends where U+0000 was sent
    CutAtNul(Changed),
    /// two members have each other's values
    Swapped {
        /// one
        one: Changed,
        /// the other
        other: Changed,
    },
    /// left out of an update, it is kept where another one is emptied, or the other way round
    LeftOut {
        /// the member
        member: String,
        /// it is kept
        #[serde(skip)]
        kept: bool,
        /// the other member
        #[serde(skip)]
        other: String,
    },
}

/// A member with two values.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Changed {
    /// the member
    #[serde(rename = "MEMBER")]
    pub member: String,
    /// as it was written, or as it was read before
    #[serde(skip)]
    pub before: Value,
    /// as it is read
    #[serde(skip)]
    pub after: Value,
}

/// An entity that should not be there, or not be like this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntityKind {
    /// its only write was refused, and it can be read
    RefusedButThere,
    /// it was reported as written, and cannot be read
    WrittenButMissing,
    /// only another tenant wrote it
    OfOtherTenant,
    /// it was written twice in one batch, and has not the later values
    EarlierValues(#[serde(skip)] Symbol),
    /// it has the values of no single writer
    Mixture(#[serde(skip)] Symbol),
    /// it was reported as updated before it was created
    UpdatedFirst(#[serde(skip)] Symbol),
}

impl Changed {
    /// `member` had the value `before`, and has `after`.
    pub fn new(member: &str, before: &Value, after: &Value) -> Self {
        Self {
            member: member.to_owned(),
            before: before.clone(),
            after: after.clone(),
        }
    }
}

impl MemberKind {
    /// The member.
    pub(super) fn member(&self) -> &str {
        match self {
            Self::Written(changed)
            | Self::SpecialText(changed)
            | Self::RefusedUpdate(changed)
            | Self::Replayed(changed)
            | Self::CutAtNul(changed)
            | Self::Swapped { one: changed, .. } => &changed.member,
            Self::LeftOut { member, .. } => member,
        }
    }
}

impl fmt::Display for MemberKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Written(changed) | Self::SpecialText(changed) | Self::RefusedUpdate(changed) => {
                let Changed {
                    member,
                    before,
                    after,
                } = changed;
                write!(
                    f,
                    "`{member}` was written as {} and reads {}",
                    short(before),
                    short(after)
                )
            }
            Self::Replayed(changed) => write!(
                f,
                "`{}` was {} before the batch came again unchanged, and is {} after it",
                changed.member,
                short(&changed.before),
                short(&changed.after)
            ),
            Self::CutAtNul(changed) => write!(
                f,
                "`{}` was taken as {} and reads as {}: the rest is lost",
                changed.member, changed.before, changed.after
            ),
            Self::Swapped { one, other } => write!(
                f,
                "`{}` was written as {} and `{}` as {}, and each reads as the other",
                one.member,
                short(&one.before),
                other.member,
                short(&other.before)
            ),
            Self::LeftOut {
                member,
                kept,
                other,
            } => {
                let word = |kept: bool| if kept { "kept" } else { "emptied" };
                write!(
                    f,
                    "left out of an update, `{other}` is {} and `{member}` is {}",
                    word(!kept),
                    word(*kept)
                )
            }
        }
    }
}

impl fmt::Display for EntityKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RefusedButThere => {
                f.write_str("the only write of this key was refused, and a read finds it")
            }
            Self::WrittenButMissing => f.write_str("reported as written, and a read answers 404"),
            Self::OfOtherTenant => {
                f.write_str("an entity that only another tenant wrote can be read")
            }
            Self::EarlierValues(key) => write!(
                f,
                "{key} was written twice in one batch, and a read does not give the later values"
            ),
            Self::Mixture(key) => {
                write!(f, "a read of {key} gives the values of no single writer")
            }
            Self::UpdatedFirst(key) => write!(
                f,
                "{key} was reported as updated before the request that created it was sent"
            ),
        }
    }
}

/// As JSON, cut.
fn short(value: &Value) -> String {
    value.to_string().chars().take(40).collect()
}
