//! Answers 202 to the create of one entity, which is stored all the same: the handler was copied from one with a queue. Teams
//! miss it because their client takes any 2xx.
//! Found by `status-is-documented`.

use super::Fault;
use axum::http::{Method, StatusCode};

use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "create-is-202",
    family: 'A',
    found_by: "status-is-documented",
    what: "the create of one entity is answered 202, which is not documented",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        if request.method == Method::POST && response.status == StatusCode::OK {
            response.status = StatusCode::ACCEPTED;
        }
    }
}
