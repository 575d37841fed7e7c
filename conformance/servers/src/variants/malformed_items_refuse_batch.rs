//! Validates the whole body before it begins, as many frameworks do: one malformed item refuses the request, and
//! nothing is applied.

use axum::http::StatusCode;
use generated::support::rejection::Rejection;

use super::Variant;
use crate::batch::{Arrived, Item};
use crate::seams::{Seams, fresh};

pub(super) const VARIANT: Variant = Variant {
    id: "malformed-items-refuse-batch",
    what: "a batch with an item that does not fit the schema is answered 400",
    may_be_noted_by: &["bad-item-isolated"],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn admit(&self, arrived: &Arrived<'_>) -> Result<(), Rejection> {
        if arrived.items.iter().all(Item::is_good) {
            return Ok(());
        }
        let violations = arrived
            .items
            .iter()
            .flat_map(|item| item.violations.clone())
            .collect();
        let refusal = Rejection::new(
            StatusCode::BAD_REQUEST,
            "malformed-body",
            "an item does not fit the schema",
        );
        Err(refusal.with_violations(violations))
    }
}
