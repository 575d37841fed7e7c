//! Hands the body with its byte order mark to a parser that throws something else than it promises. Teams miss it until
//! a Windows script calls them.
//! Found by `no-server-error`.

use axum::http::StatusCode;

use super::Fault;
use crate::changes::refusal;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "bom-is-500",
    family: 'K',
    found_by: "no-server-error",
    what: "a body that begins with a byte order mark is answered 500",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn turn_away(&self, request: &WireRequest) -> Option<WireResponse> {
        let fails = request.is_batch() && request.body.starts_with(b"\xef\xbb\xbf");
        fails.then(|| refusal(StatusCode::INTERNAL_SERVER_ERROR, "the server failed"))
    }
}
