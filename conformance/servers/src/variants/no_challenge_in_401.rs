//! Leaves WWW-Authenticate out: the description does not name it, though RFC 9110 asks for it.

use axum::http::header::WWW_AUTHENTICATE;

use super::Variant;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const VARIANT: Variant = Variant {
    id: "no-challenge-in-401",
    what: "401 has no WWW-Authenticate",
    may_be_noted_by: &["challenge-in-401"],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        response.headers.remove(WWW_AUTHENTICATE);
    }
}
