//! Refuses to keep connections, as HTTP allows.

use axum::http::header::{CONNECTION, HeaderValue};

use super::Variant;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const VARIANT: Variant = Variant {
    id: "closes-connections",
    what: "every answer closes its connection",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        response
            .headers
            .insert(CONNECTION, HeaderValue::from_static("close"));
    }
}
