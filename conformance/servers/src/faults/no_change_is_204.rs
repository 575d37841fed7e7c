//! Answers 204 without a body when nothing was created: a shortcut for `nothing new`. Teams miss it because their tests
//! create something.
//! Found by `answer-is-207`.

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;

use super::Fault;
use crate::changes::results;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "no-change-is-204",
    family: 'A',
    found_by: "answer-is-207",
    what: "a batch of updates only is answered 204 without results",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        let mut updates_only = false;
        results(response, |results| {
            updates_only =
                !results.is_empty() && results.iter().all(|result| result["status"] == 200);
        });
        if updates_only && request.is_batch() {
            response.status = StatusCode::NO_CONTENT;
            response.headers.remove(CONTENT_TYPE);
            response.body.clear();
        }
    }
}
