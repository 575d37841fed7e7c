//! Answers 404 where the path has no such method: its router knows pairs of path and method only.

use axum::http::StatusCode;

use super::Variant;
use crate::changes::refuse;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const VARIANT: Variant = Variant {
    id: "unknown-methods-are-404",
    what: "a method that the path does not have is answered 404",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        if response.status == StatusCode::METHOD_NOT_ALLOWED {
            refuse(response, StatusCode::NOT_FOUND, "there is nothing here");
        }
    }
}
