//! Numbers that are not as they should be.

use std::fmt;

use serde::Serialize;

use crate::evidence::Site;
use crate::plan::Symbol;

/// What there are more or fewer of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "UPPERCASE")]
pub enum CountKind {
    /// fewer results than items
    FewerResults(#[serde(skip)] Results),
    /// more results than items
    MoreResults(#[serde(skip)] Results),
    /// another number of results than of items, some of which are about the same entity
    RepeatedKeys(#[serde(skip)] Results),
    /// no results of bad items only
    AllBad {
        /// the items
        #[serde(skip)]
        items: usize,
        /// the answer
        #[serde(skip)]
        status: u16,
        /// the results
        #[serde(skip)]
        results: usize,
    },
    /// successful results in an answer that says failure
    SuccessesInError {
        /// the answer
        #[serde(skip)]
        status: u16,
        /// the results
        #[serde(skip)]
        results: usize,
    },
    /// the list grows by another number than that of created items
    Listed {
        /// created items
        #[serde(skip)]
        created: i64,
        /// what the list grew by
        #[serde(skip)]
        grown: i64,
    },
    /// several writers of one fresh key created it
    CreatedByMany(#[serde(skip)] Writers),
    /// none of several writers of one fresh key created it
    CreatedByNone(#[serde(skip)] Writers),
    /// several batches at once created it
    CreatedByBatches {
        /// how many
        #[serde(skip)]
        batches: usize,
        /// the entity
        #[serde(skip)]
        key: Symbol,
    },
    /// beside a bad item some of the valid ones succeed, or other ones than before
    BesideBad {
        /// valid items that succeed
        #[serde(skip)]
        applied: usize,
        /// valid items
        #[serde(skip)]
        valid: usize,
    },
    /// valid items fail, or do not, by the position of the bad one
    BadPosition {
        /// valid items that fail
        #[serde(skip)]
        failed: usize,
        /// where the bad one stands, from 0
        #[serde(skip)]
        position: usize,
    },
    /// more items are accepted than were refused for their number
    Size {
        /// refused as a whole
        #[serde(skip)]
        refused: usize,
        /// not refused
        #[serde(skip)]
        accepted: usize,
    },
}

/// Items that were sent, and results that are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Results {
    /// items
    pub sent: usize,
    /// results
    pub received: usize,
}

/// What the writers of one key said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writers {
    /// the key
    pub key: Symbol,
    /// how many there are
    pub all: usize,
    /// that say Created
    pub created: usize,
    /// that say Updated
    pub updated: usize,
}

impl CountKind {
    /// Another number of results than of items.
    pub fn results(sent: usize, received: usize) -> Self {
        let results = Results { sent, received };
        match received < sent {
            true => Self::FewerResults(results),
            false => Self::MoreResults(results),
        }
    }

    /// `at` holds the places of the violation.
    pub(super) fn say(&self, f: &mut fmt::Formatter<'_>, at: &[Site]) -> fmt::Result {
        let first = at.first().map_or(0, Site::exchange) + 1;
        match self {
            Self::FewerResults(Results { sent, received })
            | Self::MoreResults(Results { sent, received }) => match sent {
                0 => write!(f, "no items were sent, {received} results came back"),
                _ => write!(f, "{sent} items were sent, {received} results came back"),
            },
            Self::RepeatedKeys(Results { sent, received }) => write!(
                f,
                "{sent} items with repeated keys were sent, {received} results came back"
            ),
            Self::AllBad {
                items,
                status,
                results,
            } => write!(
                f,
                "all {items} items are bad, and the answer is {status} with {results} results"
            ),
            Self::SuccessesInError { status, results } => write!(
                f,
                "the answer is {status}, with {results} successful results in it"
            ),
            Self::Listed { created, grown } => write!(
                f,
                "{created} items were answered with 201, and the list grew by {grown}"
            ),
            Self::CreatedByMany(writers) | Self::CreatedByNone(writers) => {
                let Writers {
                    key,
                    all,
                    created,
                    updated,
                } = writers;
                write!(
                    f,
                    "{all} writers of {key} at once: {created} say Created, {updated} say Updated"
                )
            }
            Self::CreatedByBatches { batches, key } => {
                write!(f, "{batches} batches at once say that they created {key}")
            }
            Self::BesideBad { applied, valid } => write!(
                f,
                "{applied} of {valid} valid items succeed beside a bad one, unlike in request {first}"
            ),
            Self::BadPosition { failed, position } => write!(
                f,
                "{failed} valid items fail with the bad one at position {}, unlike in request {first}",
                position + 1
            ),
            Self::Size { refused, accepted } => write!(
                f,
                "{refused} items are refused as a whole, {accepted} items are not"
            ),
        }
    }
}
