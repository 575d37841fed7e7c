//! Leaves refusals to the web server in front, which writes a page for people. Teams miss it because their client looks
//! at the status.
//! Found by `error-is-json`.

use axum::http::header::{CONTENT_TYPE, HeaderValue};

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "error-page-is-html",
    family: 'M',
    found_by: "error-is-json",
    what: "a refusal is an HTML page",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        if response.status.is_client_error() {
            response
                .headers
                .insert(CONTENT_TYPE, HeaderValue::from_static("text/html"));
            response.body =
                format!("<html><body><h1>{}</h1></body></html>", response.status).into_bytes();
        }
    }
}
