//! Labels refusals with the media type of RFC 9457, in the envelope of the description.

use axum::http::header::{CONTENT_TYPE, HeaderValue};

use super::Variant;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const VARIANT: Variant = Variant {
    id: "problem-media-type",
    what: "refusals are labelled application/problem+json",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        if response.status.is_client_error() {
            response.headers.insert(
                CONTENT_TYPE,
                HeaderValue::from_static("application/problem+json"),
            );
        }
    }
}
