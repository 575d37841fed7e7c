//! Speaks HTTP/1.0, as old gateways do.

use axum::http::Version;
use axum::http::header::{CONNECTION, HeaderValue};

use super::Variant;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const VARIANT: Variant = Variant {
    id: "http-1-0",
    what: "every answer is HTTP/1.0 and closes its connection",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        response.version = Version::HTTP_10;
        response
            .headers
            .insert(CONNECTION, HeaderValue::from_static("close"));
    }
}
