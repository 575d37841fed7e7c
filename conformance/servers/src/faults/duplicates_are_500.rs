//! Stages the batch in a table with a unique index and lets its error through. Teams miss it because their batches hold
//! every key once.
//! Found by `no-server-error`.

use std::collections::HashSet;

use axum::http::StatusCode;
use generated::support::rejection::Rejection;

use super::Fault;
use crate::batch::{Arrived, Item};
use crate::seams::{Seams, fresh};

pub(super) const FAULT: Fault = Fault {
    id: "duplicates-are-500",
    family: 'G',
    found_by: "no-server-error",
    what: "a batch that holds a key twice is answered 500",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn admit(&self, arrived: &Arrived<'_>) -> Result<(), Rejection> {
        let mut seen = HashSet::new();
        if arrived
            .items
            .iter()
            .filter_map(Item::whole_key)
            .all(|key| seen.insert(key))
        {
            return Ok(());
        }
        Err(Rejection::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "the server failed",
        ))
    }
}
