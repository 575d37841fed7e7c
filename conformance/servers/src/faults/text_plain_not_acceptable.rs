//! Answers 406 to a media type that the description offers: the framework writes JSON and knows no other label for it.
//! Teams miss it because their client accepts everything.
//! Found by `accept-honoured`.

use super::Fault;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::http::header::ACCEPT;
use serde_json::{Value, json};

use crate::changes::edit;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "text-plain-not-acceptable",
    family: 'L',
    found_by: "accept-honoured",
    what: "Accept: text/plain, which the description offers, is answered 406",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        if wants_text(request) {
            // Such a request does not reach the operation.
            request.body = Bytes::new();
        }
    }

    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        if wants_text(request) && response.status != StatusCode::UNAUTHORIZED {
            response.status = StatusCode::NOT_ACCEPTABLE;
            edit(response, |answer| {
                answer["data"] = Value::Null;
                answer["error"] =
                    json!({ "type": "about:blank", "title": "Not Acceptable", "status": 406 });
            });
        }
    }
}

fn wants_text(request: &WireRequest) -> bool {
    request
        .headers
        .get(ACCEPT)
        .is_some_and(|sent| sent.as_bytes() == b"text/plain")
}
