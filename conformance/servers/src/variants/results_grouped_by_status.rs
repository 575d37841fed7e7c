//! Lists what was created, then what was updated, then what was refused. The description promises no order, and every
//! result names its entity.

use serde_json::Value;

use super::Variant;
use crate::changes::results;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const VARIANT: Variant = Variant {
    id: "results-grouped-by-status",
    what: "results stand by status, not in the order of the request, with full ids",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        let rank = |result: &Value| match result["status"].as_u64() {
            Some(201) => 0,
            Some(200) => 1,
            _ => 2,
        };
        results(response, |results| results.sort_by_key(rank));
    }
}
