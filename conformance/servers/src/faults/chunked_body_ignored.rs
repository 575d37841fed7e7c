//! Takes a request without Content-Length for one without a body, and overlooks Transfer-Encoding. Teams miss it
//! because their client knows the length.
//! Found by `chunked-is-accepted`.

use axum::body::Bytes;
use axum::http::header::TRANSFER_ENCODING;

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "chunked-body-ignored",
    family: 'E',
    found_by: "chunked-is-accepted",
    what: "a body without Content-Length is taken for empty",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        if request.headers.contains_key(TRANSFER_ENCODING) {
            request.body = Bytes::new();
        }
    }
}
