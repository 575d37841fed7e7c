//! What is wrong with the results of a batch, whatever their items are.

use std::fmt;

use serde::Serialize;

/// What is wrong with results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "UPPERCASE")]
pub enum ResultKind {
    /// a number that is no status
    Status(#[serde(skip)] i64),
    /// a status of success that says something else
    SuccessStatus(i64),
    /// one is about what was not sent
    Foreign {
        /// its id
        #[serde(skip)]
        id: String,
        /// its position, from 0
        #[serde(skip)]
        position: usize,
    },
    /// two are about one item
    Repeated,
    /// two have the same id; their positions, from 0
    SameId(#[serde(skip)] usize, #[serde(skip)] usize),
    /// an id lacks this part of the key
    IdWithout(String),
    /// they stand in another order than the items
    Order,
}

impl fmt::Display for ResultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => write!(f, "a result has the status {status}"),
            Self::SuccessStatus(status) => {
                write!(f, "a successful result has the status {status}")
            }
            Self::Foreign { id, position } => write!(
                f,
                "result {} is about {id}, which no item of the batch is",
                position + 1
            ),
            Self::Repeated => f.write_str("two results are about the same item"),
            Self::SameId(one, other) => {
                write!(f, "results {} and {} have the same id", one + 1, other + 1)
            }
            Self::IdWithout(member) => {
                write!(f, "the id of a successful result has no `{member}`")
            }
            Self::Order => f.write_str("the results stand in another order than the items"),
        }
    }
}
