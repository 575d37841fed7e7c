//! Parses with a function that calls itself for every bracket and answers 500 when the stack ends. Teams miss it
//! because their items are flat.
//! Found by `no-server-error`.

use axum::http::StatusCode;

use super::Fault;
use crate::changes::refusal;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "deep-nesting-is-500",
    family: 'K',
    found_by: "no-server-error",
    what: "a deeply nested body is answered 500",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn turn_away(&self, request: &WireRequest) -> Option<WireResponse> {
        let fails = request.is_batch()
            && request
                .body
                .windows(100)
                .any(|window| window.iter().all(|byte| *byte == b'['));
        fails.then(|| refusal(StatusCode::INTERNAL_SERVER_ERROR, "the server failed"))
    }
}
