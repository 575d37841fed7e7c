//! Labels every answer application/json, whatever is asked for: one of the three media types that the description
//! offers.

use axum::http::header::{CONTENT_TYPE, HeaderValue};

use super::Variant;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const VARIANT: Variant = Variant {
    id: "json-media-type",
    what: "every answer is labelled application/json",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        if response.headers.contains_key(CONTENT_TYPE) {
            response.headers.insert(
                CONTENT_TYPE,
                HeaderValue::from_static("application/json; charset=utf-8"),
            );
        }
    }
}
