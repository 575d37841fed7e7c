//! Answers 204 where an entity does not exist: nothing to show.

use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, StatusCode};

use super::Variant;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const VARIANT: Variant = Variant {
    id: "missing-entity-is-204",
    what: "a read of an entity that does not exist is answered 204",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        if request.method == Method::GET && response.status == StatusCode::NOT_FOUND {
            response.status = StatusCode::NO_CONTENT;
            response.headers.remove(CONTENT_TYPE);
            response.body.clear();
        }
    }
}
