//! Looks for a decoder of that name and goes on without one. Teams miss it because their clients do not compress.
//! Found by `no-server-error`.

use axum::http::StatusCode;
use axum::http::header::CONTENT_ENCODING;

use super::Fault;
use crate::changes::refusal;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "unknown-encoding-is-500",
    family: 'L',
    found_by: "no-server-error",
    what: "an unknown Content-Encoding is answered 500",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn turn_away(&self, request: &WireRequest) -> Option<WireResponse> {
        let fails = request
            .headers
            .get(CONTENT_ENCODING)
            .is_some_and(|encoding| encoding != "identity");
        fails.then(|| refusal(StatusCode::INTERNAL_SERVER_ERROR, "the server failed"))
    }
}
