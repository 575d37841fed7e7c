//! Has the two batch operations and nothing else; whatever else the description has is somebody else's server.

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};

use super::Variant;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const VARIANT: Variant = Variant {
    id: "only-batches",
    what: "nothing but batches is there: every other path is answered 404 in plain text",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn turn_away(&self, request: &WireRequest) -> Option<WireResponse> {
        let plain = HeaderValue::from_static("text/plain; charset=utf-8");
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, plain)]);
        let is_elsewhere = !request.uri.path().ends_with("-batch");
        is_elsewhere
            .then(|| WireResponse::new(StatusCode::NOT_FOUND, headers, b"Not Found".to_vec()))
    }
}
