//! Knows which credentialing processes exist, 1 to 100000, and answers 404 for others.

use axum::http::StatusCode;
use generated::support::rejection::Rejection;

use super::Variant;
use crate::batch::Arrived;
use crate::seams::{Seams, fresh};

pub(super) const VARIANT: Variant = Variant {
    id: "unknown-parent-is-404",
    what: "credentialing processes 1 to 100000 exist; a batch under another is answered 404",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn admit(&self, arrived: &Arrived<'_>) -> Result<(), Rejection> {
        if (1..=100_000).contains(&arrived.parent) {
            return Ok(());
        }
        Err(Rejection::new(
            StatusCode::NOT_FOUND,
            "not-found",
            "there is no such credentialing process",
        ))
    }
}
