//! Falls back to the first database when the header is missing: a default that was handy in development. Teams miss it
//! because every client of theirs sends the header.
//! Found by `tenant-header-required`.

use super::Fault;
use axum::http::HeaderValue;

use crate::seams::{Honest, Seams, fresh};
use crate::wire::WireRequest;

const HEADER: &str = "vbasoftware-database";
/// Stands for the missing value until the tenant is chosen.
const FALLBACK: &str = "(default)";

pub(super) const FAULT: Fault = Fault {
    id: "tenant-header-optional",
    family: 'H',
    found_by: "tenant-header-required",
    what: "a request without the database header is applied to the first database",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        if !request.headers.contains_key(HEADER) {
            request
                .headers
                .insert(HEADER, HeaderValue::from_static(FALLBACK));
        }
    }

    fn tenant<'t>(&self, sent: &str, known: &'t [String]) -> Option<&'t String> {
        if sent == FALLBACK {
            known.first()
        } else {
            Honest.tenant(sent, known)
        }
    }
}
