//! Answers 405 without saying which methods there are. Teams miss it because their client is generated.
//! Found by `method-not-allowed-has-allow`.

use axum::http::StatusCode;
use axum::http::header::ALLOW;

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "not-allowed-without-allow",
    family: 'L',
    found_by: "method-not-allowed-has-allow",
    what: "405 has no Allow",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        if response.status == StatusCode::METHOD_NOT_ALLOWED {
            response.headers.remove(ALLOW);
        }
    }
}
