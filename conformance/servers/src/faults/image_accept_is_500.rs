//! Finds no writer for the media type that was asked for and goes on without one. Teams miss it because their client
//! asks for JSON.
//! Found by `no-server-error`.

use axum::http::StatusCode;
use axum::http::header::ACCEPT;

use super::Fault;
use crate::changes::refusal;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "image-accept-is-500",
    family: 'L',
    found_by: "no-server-error",
    what: "an Accept that asks for images only is answered 500",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn turn_away(&self, request: &WireRequest) -> Option<WireResponse> {
        let accept = request
            .headers
            .get(ACCEPT)
            .and_then(|value| value.to_str().ok());
        let fails = accept.is_some_and(|accept| {
            !["*", "json", "text"]
                .iter()
                .any(|known| accept.contains(known))
        });
        fails.then(|| refusal(StatusCode::INTERNAL_SERVER_ERROR, "the server failed"))
    }
}
