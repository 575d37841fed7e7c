//! Fails once after every start: two initialisations race, and the first request comes between them. Teams miss it
//! because their health check is the first request.
//! Found by `no-server-error`.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::http::StatusCode;

use super::Fault;
use crate::changes::refusal;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "first-request-is-500",
    family: 'C',
    found_by: "no-server-error",
    what: "the first batch after the start is answered 500",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake {
    started: AtomicBool,
}

impl Seams for Mistake {
    fn turn_away(&self, request: &WireRequest) -> Option<WireResponse> {
        let is_first = request.is_batch() && !self.started.swap(true, Ordering::Relaxed);
        is_first.then(|| {
            refusal(
                StatusCode::INTERNAL_SERVER_ERROR,
                "the service is not ready",
            )
        })
    }
}
