//! Parses the body before it looks at the credentials, and tells a stranger what is wrong with it. Teams miss it
//! because their tests without credentials send good bodies.
//! Found by `unauthenticated-before-parsed`.

use axum::http::StatusCode;

use super::Fault;
use crate::changes::{is_malformed, refuse};
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "body-parsed-before-auth",
    family: 'J',
    found_by: "unauthenticated-before-parsed",
    what: "a malformed body without credentials is answered 400 instead of 401",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        if response.status == StatusCode::UNAUTHORIZED
            && request.is_batch()
            && is_malformed(&request.body)
        {
            refuse(
                response,
                StatusCode::BAD_REQUEST,
                "the body is not a JSON array",
            );
        }
    }
}
