//! Applies items while it still reads the array: when the JSON breaks, the answer is 400, but what came before is stored.
//! Teams make it when they stream large bodies to save memory and commit as they go.
//! Found by `rejected-request-not-applied`.

use super::Fault;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use serde_json::{Value, json};

use crate::changes::{edit, is_malformed, salvage};
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "applied-on-400",
    family: 'F',
    found_by: "rejected-request-not-applied",
    what: "a batch that breaks off is answered 400 after its complete items were applied",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        if request.is_batch()
            && is_malformed(&request.body)
            && let Some(complete) = salvage(&request.body)
        {
            request.body = complete.into();
        }
    }

    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        if response.status != StatusCode::MULTI_STATUS || !is_malformed(&request.body) {
            return;
        }
        response.status = StatusCode::BAD_REQUEST;
        response
            .headers
            .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        edit(response, |answer| {
            answer["data"] = Value::Null;
            answer["error"] = json!({
                "type": "about:blank",
                "title": "Bad Request",
                "status": 400,
                "detail": "the body ends before its array does",
                "instance": request.uri.path(),
            });
        });
    }
}
