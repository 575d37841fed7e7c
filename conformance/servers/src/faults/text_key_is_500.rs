//! Fails at a key in the path that is no number: the text is parsed where nobody catches it. Teams miss it because their own
//! client builds the path of numbers.
//! Found by `no-server-error`.

use axum::http::StatusCode;

use super::Fault;
use crate::changes::refuse;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "text-key-is-500",
    family: 'C',
    found_by: "no-server-error",
    what: "a read with a text for a key is answered 500",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        let key = request.uri.path().rsplit('/').next().unwrap_or_default();
        let text = key.parse::<i64>().is_err();
        if request.is_read() && text && response.status.is_client_error() {
            refuse(response, StatusCode::INTERNAL_SERVER_ERROR, "unexpected");
        }
    }
}
