//! Takes at most 100 items: the description names no limit, and says so with 413.

use axum::http::StatusCode;
use generated::support::rejection::Rejection;

use super::Variant;
use crate::batch::Arrived;
use crate::seams::{Seams, fresh};

pub(super) const VARIANT: Variant = Variant {
    id: "limit-of-100",
    what: "a batch of more than 100 items is answered 413",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn admit(&self, arrived: &Arrived<'_>) -> Result<(), Rejection> {
        if arrived.items.len() <= 100 {
            return Ok(());
        }
        Err(Rejection::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-many-items",
            "a batch holds at most 100 items",
        ))
    }
}
