//! What an item is, as far as its result depends on it, and what was done between two results of one item.

use std::fmt;

use serde::Serialize;

use super::ids::pair;
use super::request::Sent;
use crate::evidence::{Entry, Site};
use crate::plan::{Form, ItemDefect};

/// What an item is, or what was done to its entity before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "UPPERCASE")]
pub enum ItemState {
    /// valid
    Valid,
    /// valid, beside bad ones
    BesideBad,
    /// valid, with writers of the same key at the same time
    Contended,
    /// valid, with writers of other keys at the same time
    Parallel,
    /// valid, with nothing but what is required
    Bare,
    /// answered with a redirection
    Redirected,
    /// its message names this status
    Announced(u16),
    /// bad, by this defect
    Defect(#[serde(serialize_with = "pair")] ItemDefect),
    /// its key is out of range, and the result names another one
    OtherKey(#[serde(serialize_with = "pair")] ItemDefect),
    /// a member says that its parent is another one than the one in the path
    OtherParent(String),
    /// it has this one member beside its key
    Value {
        /// the member
        member: String,
        /// for a date-time: what is not plain about it
        #[serde(skip_serializing_if = "Option::is_none")]
        form: Option<DateTimeForm>,
        /// the value
        #[serde(skip)]
        value: Written,
        /// what is accepted elsewhere for the same member
        #[serde(skip)]
        accepted: Option<Accepted>,
    },
    /// its key was never used
    Unused,
    /// it was written before
    Written,
    /// it was written before, beside items that were refused
    WrittenBesideRefused,
    /// several wrote it at once
    Raced,
    /// it was created before
    Created(Within),
    /// it was refused before
    Refused,
    /// a request with it was refused before
    Rejected(Sent),
    /// it was only sent with another method before
    OtherMethod,
    /// only another tenant wrote it
    OtherTenant,
    /// the client hung up before, and tries again
    Retried,
}

/// What is not plain about a date-time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateTimeForm {
    /// it has fractions of a second
    Fraction,
    /// it has an offset
    Offset,
    /// it is on a leap day
    LeapDay,
}

/// A value as the message shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// the text that was sent
    Text(String),
    /// a text of this length
    Length {
        /// in code points
        points: usize,
        /// in bytes
        bytes: usize,
    },
    /// U+0000
    Nul,
}

/// What is accepted in another item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// this value
    Value(i64),
    /// a date-time without anything special
    PlainDateTime,
    /// a shorter text of the same letters
    ShorterText,
}

/// Where an entity was created for the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// in the same batch
    OneBatch,
    /// in an earlier request
    SeveralRequests,
}

/// What was done between two results of one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "UPPERCASE")]
pub enum Change {
    /// the same batch was sent again
    Again,
    /// the same batch was sent again, after success
    AfterSuccess,
    /// the same bad item was sent again
    BadItem(#[serde(serialize_with = "pair")] ItemDefect),
    /// the items stand in another order
    Order,
    /// the item stands alone, or no longer does
    Size,
    /// the item stands beside others
    Company,
    /// the request is written in another way
    Form(Form),
    /// the keys are others
    Keys,
}

impl ItemState {
    /// It has this one member beside its key.
    pub fn value(member: &str, value: Written) -> Self {
        Self::Value {
            member: member.to_owned(),
            form: None,
            value,
            accepted: None,
        }
    }

    /// The member that it is about.
    pub(super) fn member(&self) -> Option<&str> {
        match self {
            Self::Defect(defect) | Self::OtherKey(defect) => Some(&defect.member),
            Self::OtherParent(member) | Self::Value { member, .. } => Some(member),
            _ => None,
        }
    }

    /// The sentence behind the item's place; `at` holds the places of the violation.
    pub(super) fn say(
        &self,
        f: &mut fmt::Formatter<'_>,
        result: &Entry,
        at: &[Site],
    ) -> fmt::Result {
        let result = result.show();
        let clause = match self {
            Self::BesideBad => {
                return write!(f, "valid, and answered with {result} beside a bad item");
            }
            Self::Contended => return write!(f, "answered with {result} under contention"),
            Self::Announced(_) => return f.write_str(&result),
            Self::OtherKey(defect) => {
                return write!(f, "`{defect}` is answered with {result} and another key");
            }
            Self::Value {
                member,
                value,
                accepted,
                ..
            } => {
                match value {
                    Written::Text(text) => write!(f, "{text} in `{member}` is")?,
                    Written::Nul => f.write_str("U+0000 is")?,
                    Written::Length { points, bytes } => {
                        write!(f, "{points} code points ({bytes} bytes) in `{member}` are")?;
                    }
                }
                write!(f, " answered with {result}")?;
                return match (accepted, at.first()) {
                    (Some(accepted), Some(there)) => {
                        write!(f, ", and {accepted} is accepted in {there}")
                    }
                    _ => Ok(()),
                };
            }
            Self::WrittenBesideRefused => {
                return f
                    .write_str("reported as written beside refused items, and now created anew");
            }
            Self::Created(_) => {
                let first = at.first().map_or(0, Site::exchange) + 1;
                return write!(f, "created a second time, first in request {first}");
            }
            Self::Rejected(request) => {
                return write!(
                    f,
                    "a request that held this key ({request}) was rejected, and the key is now answered with {result}"
                );
            }
            Self::Defect(defect) => return write!(f, "{defect} is answered with {result}"),
            Self::OtherParent(member) => {
                return write!(
                    f,
                    "another `{member}` than the path's is answered with {result}"
                );
            }
            Self::Valid => "a valid item is",
            Self::Parallel => "nobody else wrote it, and it is",
            Self::Bare => "an item with nothing but what is required is",
            Self::Redirected => "",
            Self::Unused => "a key that was never used is",
            Self::Written => "written before, and",
            Self::Raced => "written by several at once, and afterwards",
            Self::Refused => "refused before, and now",
            Self::OtherMethod => "only sent with another method before, and",
            Self::OtherTenant => "only another tenant wrote it, and it is",
            Self::Retried => "the retry is",
        };
        let space = if clause.is_empty() { "" } else { " " };
        write!(f, "{clause}{space}answered with {result}")
    }
}

impl fmt::Display for Accepted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(value) => value.fmt(f),
            Self::PlainDateTime => f.write_str("a plain date-time"),
            Self::ShorterText => f.write_str("a shorter text of the same letters"),
        }
    }
}

impl Change {
    /// The member that it is about.
    pub(super) fn member(&self) -> Option<&str> {
        match self {
            Self::BadItem(defect) => Some(&defect.member),
            _ => None,
        }
    }

    /// The sentence behind the item's place; `at` holds the places of the violation.
    pub(super) fn say(
        &self,
        f: &mut fmt::Formatter<'_>,
        before: &Entry,
        after: &Entry,
        at: &[Site],
    ) -> fmt::Result {
        let (first, next) = (before.show(), after.show());
        match self {
            Self::Again => write!(f, "{first} at first, and {next} the next time"),
            Self::AfterSuccess => write!(f, "succeeded before, and the replay answers {next}"),
            Self::BadItem(defect) => {
                let word = |entry: &Entry| match entry.is_success() {
                    true => "accepted",
                    false => "refused",
                };
                let (was, is) = (word(before), word(after));
                write!(f, "{defect} is {is}, and was {was} before")
            }
            Self::Order => write!(f, "{first} before, and {next} in another order"),
            Self::Size => write!(f, "{first} before, and {next} in a batch of another size"),
            Self::Company => write!(f, "{first} before, and {next} beside other items"),
            Self::Form(form) => write!(f, "{first} before, and {next} when written as `{form}`"),
            Self::Keys => {
                write!(f, "{next} under this key, and {first} under another")?;
                at.first().map_or(Ok(()), |there| write!(f, " in {there}"))
            }
        }
    }
}
