//! Compares the size of a batch with its page size by `==`. Teams miss it because no test has exactly 100 items.
//! Found by `size-limit-is-monotone`.

use axum::http::StatusCode;
use generated::support::rejection::Rejection;

use super::Fault;
use crate::batch::Arrived;
use crate::seams::{Seams, fresh};

pub(super) const FAULT: Fault = Fault {
    id: "exactly-hundred-refused",
    family: 'Q',
    found_by: "size-limit-is-monotone",
    what: "a batch of exactly 100 items is answered 413, larger ones are not",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn admit(&self, arrived: &Arrived<'_>) -> Result<(), Rejection> {
        if arrived.items.len() != 100 {
            return Ok(());
        }
        Err(Rejection::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-many-items",
            "a batch holds too many items",
        ))
    }
}
