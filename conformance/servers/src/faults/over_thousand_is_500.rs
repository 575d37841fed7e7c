//! Runs into the limit on parameters of one statement. Teams miss it because their batches are smaller.
//! Found by `no-server-error`.

use axum::http::StatusCode;
use generated::support::rejection::Rejection;

use super::Fault;
use crate::batch::Arrived;
use crate::seams::{Seams, fresh};

pub(super) const FAULT: Fault = Fault {
    id: "over-thousand-is-500",
    family: 'Q',
    found_by: "no-server-error",
    what: "a batch of more than 1000 items is answered 500",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn admit(&self, arrived: &Arrived<'_>) -> Result<(), Rejection> {
        if arrived.items.len() <= 1000 {
            return Ok(());
        }
        Err(Rejection::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "the server failed",
        ))
    }
}
