//! Compresses answers for clients that ask for it.

use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, HeaderValue, VARY};

use super::Variant;
use crate::changes::gzip;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const VARIANT: Variant = Variant {
    id: "gzip-when-asked",
    what: "answers are compressed where Accept-Encoding allows gzip",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        let asked = request
            .headers
            .get(ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok());
        response
            .headers
            .insert(VARY, HeaderValue::from_static("accept-encoding"));
        if asked.is_some_and(|asked| asked.contains("gzip") && !asked.contains("gzip;q=0"))
            && !response.body.is_empty()
        {
            response.body = gzip(&response.body);
            response
                .headers
                .insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
    }
}
