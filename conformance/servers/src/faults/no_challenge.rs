//! Leaves WWW-Authenticate out of the 401: the status is set by hand, and the header that RFC 9110 demands beside it is
//! forgotten. Teams miss it because their client knows how to sign in.
//! Found by `challenge-in-401`.

use super::Fault;
use axum::http::header::WWW_AUTHENTICATE;

use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "no-challenge",
    family: 'J',
    found_by: "challenge-in-401",
    what: "a 401 has no WWW-Authenticate",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, _: &WireRequest, response: &mut WireResponse) {
        response.headers.remove(WWW_AUTHENTICATE);
    }
}
