//! Checks the bearer token only: the gateway was to check the API key, and is not there. Teams read "apiKeyAuth and
//! bearerAuth" as a choice.
//! Found by `each-credential-required`.

use super::Fault;
use axum::http::HeaderValue;

use crate::seams::{Checked, Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "api-key-not-checked",
    family: 'J',
    found_by: "each-credential-required",
    what: "the bearer token alone is enough; the API key may be wrong or missing",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        request
            .headers
            .entry("x-api-key")
            .or_insert(HeaderValue::from_static("none"));
    }

    fn authorize(&self, _: &str, checked: Checked) -> bool {
        checked.bearer
    }
}
