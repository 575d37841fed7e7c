//! Checks the method in a filter that runs after the handler. Teams miss it because the answer is right.
//! Found by `other-methods-change-nothing`.

use axum::http::header::{ALLOW, HeaderValue};
use axum::http::{Method, StatusCode};

use super::Fault;
use crate::changes::refuse;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "patch-applied-then-405",
    family: 'L',
    found_by: "other-methods-change-nothing",
    what: "PATCH on the batch path is answered 405 after it was carried out",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        if request.method == Method::PATCH && request.uri.path().ends_with("-batch") {
            request.method = Method::PUT;
        }
    }

    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        if request.method == Method::PATCH && response.status == StatusCode::MULTI_STATUS {
            refuse(
                response,
                StatusCode::METHOD_NOT_ALLOWED,
                "the path has no such method",
            );
            response
                .headers
                .insert(ALLOW, HeaderValue::from_static("PUT"));
        }
    }
}
