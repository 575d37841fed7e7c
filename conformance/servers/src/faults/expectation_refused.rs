//! Refuses every `Expect` field. Teams miss it because only some clients send one, for large bodies.
//! Found by `expectation-is-met`.

use axum::http::{HeaderMap, StatusCode};

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "expectation-refused",
    family: 'L',
    found_by: "expectation-is-met",
    what: "Expect: 100-continue is answered with 417",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn turn_away(&self, request: &WireRequest) -> Option<WireResponse> {
        let expects = request.headers.contains_key("expect");
        expects.then(|| {
            WireResponse::new(StatusCode::EXPECTATION_FAILED, HeaderMap::new(), Vec::new())
        })
    }
}
