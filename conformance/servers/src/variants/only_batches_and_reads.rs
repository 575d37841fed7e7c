//! Has the batch operations and the reads that its client needs; the rest of the description is not built yet.

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};

use super::Variant;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const VARIANT: Variant = Variant {
    id: "only-batches-and-reads",
    what: "beside the batches one entity can be read; every other path and method is answered 404 in plain text",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn turn_away(&self, request: &WireRequest) -> Option<WireResponse> {
        let plain = HeaderValue::from_static("text/plain; charset=utf-8");
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, plain)]);
        let is_elsewhere = !request.uri.path().ends_with("-batch") && !request.is_read();
        is_elsewhere
            .then(|| WireResponse::new(StatusCode::NOT_FOUND, headers, b"Not Found".to_vec()))
    }
}
