//! Writes what is read in Latin-1, one byte a letter: an old default of the template engine. Teams miss it because
//! their test data is English.
//! Found by `text-encoding-is-utf8`.

use axum::http::Method;

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "latin-1-read",
    family: 'A',
    found_by: "text-encoding-is-utf8",
    what: "a read with letters beyond ASCII is answered in Latin-1",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        if request.method == Method::GET
            && let Ok(text) = std::str::from_utf8(&response.body)
        {
            response.body = text
                .chars()
                .map(|letter| u8::try_from(letter).unwrap_or(b'?'))
                .collect();
        }
    }
}
