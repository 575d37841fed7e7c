//! Closes the connection after every refusal and says so, to be rid of a client that went wrong.

use axum::http::header::{CONNECTION, HeaderValue};

use super::Variant;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const VARIANT: Variant = Variant {
    id: "closes-after-refusals",
    what: "a refusal closes its connection",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        if response.status.is_client_error() {
            response
                .headers
                .insert(CONNECTION, HeaderValue::from_static("close"));
        }
    }
}
