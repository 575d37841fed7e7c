//! Refuses a batch that holds a key twice, as a whole, because it cannot say which item is meant.

use std::collections::HashSet;

use axum::http::StatusCode;
use generated::support::rejection::Rejection;

use super::Variant;
use crate::batch::{Arrived, Item};
use crate::seams::{Seams, fresh};

pub(super) const VARIANT: Variant = Variant {
    id: "duplicates-refuse-batch",
    what: "a batch that holds a key twice is answered 409",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
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
            StatusCode::CONFLICT,
            "duplicates",
            "several items have the same key",
        ))
    }
}
