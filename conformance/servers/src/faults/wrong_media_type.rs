//! Labels the 207 as text/html: the framework's default for a handler that returns text. Teams miss it because their own
//! client parses JSON whatever the label says.
//! Found by `documented-media-type`.

use super::Fault;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue};

use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "wrong-media-type",
    family: 'A',
    found_by: "documented-media-type",
    what: "the 207 is labelled text/html",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, _: &WireRequest, response: &mut WireResponse) {
        if response.status == StatusCode::MULTI_STATUS {
            response.headers.insert(
                CONTENT_TYPE,
                HeaderValue::from_static("text/html; charset=utf-8"),
            );
        }
    }
}
