//! Turns every seventh request away before it looks at it, as a balancer does that lost a node.

use std::sync::atomic::{AtomicUsize, Ordering};

use axum::http::StatusCode;
use axum::http::header::{HeaderValue, RETRY_AFTER};

use super::Variant;
use crate::changes::refusal;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const VARIANT: Variant = Variant {
    id: "unavailable-now-and-then",
    what: "every seventh request is answered 503 with Retry-After: 0",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference {
    calls: AtomicUsize,
}

impl Seams for Difference {
    fn turn_away(&self, _request: &WireRequest) -> Option<WireResponse> {
        let turn = self.calls.fetch_add(1, Ordering::Relaxed) % 7 == 6;
        turn.then(|| {
            let mut response = refusal(StatusCode::SERVICE_UNAVAILABLE, "try again");
            response
                .headers
                .insert(RETRY_AFTER, HeaderValue::from_static("0"));
            response
        })
    }
}
