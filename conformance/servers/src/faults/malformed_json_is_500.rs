//! Answers 500 to a body that is not JSON: the parser's exception reaches the outermost handler. Teams miss it because
//! their clients always send JSON.
//! Found by `no-server-error`.

use super::Fault;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue};

use crate::changes::is_malformed;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "malformed-json-is-500",
    family: 'C',
    found_by: "no-server-error",
    what: "a body that is not JSON is answered 500",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        if request.is_batch()
            && response.status == StatusCode::BAD_REQUEST
            && is_malformed(&request.body)
        {
            response.status = StatusCode::INTERNAL_SERVER_ERROR;
            response
                .headers
                .insert(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
            response.body = b"Internal Server Error".to_vec();
        }
    }
}
