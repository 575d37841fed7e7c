//! Writes the body of a 207 without a Content-Type. Teams miss it because their client parses JSON whatever it is called.
//! Found by `content-type-present`.

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "content-type-forgotten",
    family: 'A',
    found_by: "content-type-present",
    what: "a 207 has no Content-Type",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, _: &WireRequest, response: &mut WireResponse) {
        if response.status == StatusCode::MULTI_STATUS {
            response.headers.remove(CONTENT_TYPE);
        }
    }
}
