//! Has a filter for browsers that expects an Origin. Teams miss it because browsers always send one.
//! Found by `no-server-error`.

use axum::http::{Method, StatusCode};

use super::Fault;
use crate::changes::refusal;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "options-is-500",
    family: 'L',
    found_by: "no-server-error",
    what: "OPTIONS is answered 500",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn turn_away(&self, request: &WireRequest) -> Option<WireResponse> {
        let fails = request.method == Method::OPTIONS && !request.headers.contains_key("origin");
        fails.then(|| refusal(StatusCode::INTERNAL_SERVER_ERROR, "the server failed"))
    }
}
