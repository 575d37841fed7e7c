//! Stores text as UTF-16 and fails when it writes a lone surrogate as UTF-8. Teams miss it because no keyboard types
//! one.
//! Found by `no-server-error`.

use axum::http::StatusCode;
use serde_json::Value;

use super::Fault;
use crate::changes::refusal;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "lone-surrogate-is-500",
    family: 'K',
    found_by: "no-server-error",
    what: "a lone surrogate escape is answered 500",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn turn_away(&self, request: &WireRequest) -> Option<WireResponse> {
        let fails = request.is_batch()
            && serde_json::from_slice::<Value>(&request.body).is_err_and(|error| {
                error.to_string().contains("surrogate") || error.to_string().contains("hex escape")
            });
        fails.then(|| refusal(StatusCode::INTERNAL_SERVER_ERROR, "the server failed"))
    }
}
