//! Checks the media type when it picks the writer of the answer, after the work. Teams miss it because the answer is
//! right.
//! Found by `rejected-request-not-applied`.

use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::http::{HeaderMap, StatusCode};

use super::Fault;
use crate::changes::refuse;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "applied-on-415",
    family: 'F',
    found_by: "rejected-request-not-applied",
    what: "a batch with a wrong media type is answered 415 after it was applied",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        if !is_json(&request.headers) {
            request
                .headers
                .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
    }

    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        if request.is_batch()
            && response.status == StatusCode::MULTI_STATUS
            && !is_json(&request.headers)
        {
            refuse(
                response,
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "the body must be application/json",
            );
        }
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let media_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    media_type.is_some_and(|media_type| media_type.contains("json"))
}
