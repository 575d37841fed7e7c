//! Looks the API key up, finds no account and goes on with nothing. Teams miss it because they test without a key, not
//! with a wrong one.
//! Found by `no-server-error`.

use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;

use super::Fault;
use crate::changes::refuse;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "wrong-key-is-500",
    family: 'J',
    found_by: "no-server-error",
    what: "a wrong API key is answered 500",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        if response.status == StatusCode::UNAUTHORIZED
            && request.headers.contains_key("x-api-key")
            && request.headers.contains_key(AUTHORIZATION)
        {
            refuse(
                response,
                StatusCode::INTERNAL_SERVER_ERROR,
                "the account could not be read",
            );
        }
    }
}
