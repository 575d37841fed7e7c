//! Refuses a batch without items, which asks for nothing.

use axum::http::StatusCode;
use generated::support::rejection::Rejection;

use super::Variant;
use crate::batch::Arrived;
use crate::seams::{Seams, fresh};

pub(super) const VARIANT: Variant = Variant {
    id: "empty-batch-is-400",
    what: "an empty batch is answered 400",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn admit(&self, arrived: &Arrived<'_>) -> Result<(), Rejection> {
        if !arrived.items.is_empty() {
            return Ok(());
        }
        Err(Rejection::new(
            StatusCode::BAD_REQUEST,
            "empty",
            "the batch holds no items",
        ))
    }
}
