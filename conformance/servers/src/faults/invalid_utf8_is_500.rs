//! Converts the body to text without expecting that it cannot. Teams miss it because their client library writes UTF-8.
//! Found by `no-server-error`.

use axum::http::StatusCode;

use super::Fault;
use crate::changes::refusal;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "invalid-utf8-is-500",
    family: 'K',
    found_by: "no-server-error",
    what: "a body that is not UTF-8 is answered 500",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn turn_away(&self, request: &WireRequest) -> Option<WireResponse> {
        let fails = request.is_batch() && std::str::from_utf8(&request.body).is_err();
        fails.then(|| refusal(StatusCode::INTERNAL_SERVER_ERROR, "the server failed"))
    }
}
