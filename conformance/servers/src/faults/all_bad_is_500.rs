//! Divides by the number of items it applied, for its statistics. Teams miss it because their batches have a good item
//! in them.
//! Found by `all-bad-batch-has-results`.

use axum::http::StatusCode;
use generated::support::rejection::Rejection;

use super::Fault;
use crate::batch::{Arrived, Item};
use crate::seams::{Seams, fresh};

pub(super) const FAULT: Fault = Fault {
    id: "all-bad-is-500",
    family: 'F',
    found_by: "all-bad-batch-has-results",
    what: "a batch of bad items only is answered 500",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn admit(&self, arrived: &Arrived<'_>) -> Result<(), Rejection> {
        if arrived.items.is_empty() || arrived.items.iter().any(Item::is_good) {
            return Ok(());
        }
        Err(Rejection::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "the server failed",
        ))
    }
}
