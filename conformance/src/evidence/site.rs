//! Places in a run: what a violation points at.

use std::fmt;

use super::{ItemView, View};
use crate::plan::Symbol;

/// One place in a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Site {
    /// an exchange as a whole; exchanges are counted from 0
    Exchange(usize),
    /// an item of a batch, with its result
    Item {
        /// the exchange
        exchange: usize,
        /// position in the batch, from 0
        position: usize,
        /// the entity
        key: Symbol,
    },
    /// a result, by its position
    Result {
        /// the exchange
        exchange: usize,
        /// position among the results, from 0
        position: usize,
    },
    /// a value in the body of an answer
    Body {
        /// the exchange
        exchange: usize,
        /// JSON pointer (RFC 6901)
        pointer: String,
    },
}

impl Site {
    /// The exchange that it is in.
    pub fn exchange(&self) -> usize {
        match self {
            Self::Exchange(exchange)
            | Self::Item { exchange, .. }
            | Self::Result { exchange, .. }
            | Self::Body { exchange, .. } => *exchange,
        }
    }
}

impl fmt::Display for Site {
    /// `request 2, item 3 (k1)`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "request {}", self.exchange() + 1)?;
        match self {
            Self::Exchange(_) => Ok(()),
            Self::Item { position, key, .. } => write!(f, ", item {} ({key})", position + 1),
            Self::Result { position, .. } => write!(f, ", result {}", position + 1),
            Self::Body { pointer, .. } => write!(f, ", `{pointer}`"),
        }
    }
}

impl View<'_> {
    /// The exchange.
    pub fn site(&self) -> Site {
        Site::Exchange(self.index)
    }

    /// One of its items.
    pub fn item_site(&self, item: &ItemView) -> Site {
        Site::Item {
            exchange: self.index,
            position: item.position,
            key: item.item.key,
        }
    }

    /// A value in the body of its answer.
    pub fn body_site(&self, pointer: &str) -> Site {
        Site::Body {
            exchange: self.index,
            pointer: pointer.to_owned(),
        }
    }

    /// One of its results.
    pub fn result_site(&self, position: usize) -> Site {
        Site::Result {
            exchange: self.index,
            position,
        }
    }
}
