//! Writes a byte order mark before the JSON of every 207: the text encoder of the platform does so by default. Teams
//! miss it because their client library skips it.
//! Found by `text-encoding-is-utf8`.

use axum::http::StatusCode;

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "bom-written",
    family: 'A',
    found_by: "text-encoding-is-utf8",
    what: "every 207 begins with a byte order mark",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        if response.status == StatusCode::MULTI_STATUS {
            response.body.splice(0..0, *b"\xef\xbb\xbf");
        }
    }
}
