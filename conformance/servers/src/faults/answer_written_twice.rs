//! Writes two documents into one body when an item was refused: the exception handler adds an envelope of its own to what
//! was sent already. Teams miss it because lenient parsers stop after the first document.
//! Found by `answer-is-json`.

use super::Fault;
use axum::http::StatusCode;

use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "answer-written-twice",
    family: 'A',
    found_by: "answer-is-json",
    what: "the answer to a batch with a refused item is followed by a second JSON document",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, _: &WireRequest, response: &mut WireResponse) {
        let is_refusal = |part: &[u8]| part == b"\"status\":422";
        if response.status == StatusCode::MULTI_STATUS && response.body.windows(12).any(is_refusal)
        {
            response
                .body
                .extend_from_slice(b"{\"data\":null,\"error\":{\"status\":500}}");
        }
    }
}
