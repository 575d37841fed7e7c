//! Tells those who have no credentials from those whose credentials are not good enough.

use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;

use super::Variant;
use crate::changes::refuse;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const VARIANT: Variant = Variant {
    id: "wrong-credentials-are-403",
    what: "wrong credentials are answered 403, missing ones 401",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        let sent = request.headers.contains_key("x-api-key")
            && request.headers.contains_key(AUTHORIZATION);
        if sent && response.status == StatusCode::UNAUTHORIZED {
            refuse(
                response,
                StatusCode::FORBIDDEN,
                "these credentials open nothing",
            );
        }
    }
}
