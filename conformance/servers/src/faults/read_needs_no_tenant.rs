//! Reads from the first database when the header is missing: the check was written for the writes. Teams miss it because
//! every client of theirs sends the header.
//! Found by `required-parameter-refused`.

use axum::http::{HeaderValue, Method};

use super::Fault;
use crate::seams::{Honest, Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "read-needs-no-tenant",
    family: 'H',
    found_by: "required-parameter-refused",
    what: "a read without the database header is answered from the first database",
    seams: fresh::<Mistake>,
};

const HEADER: &str = "vbasoftware-database";
/// Stands for the missing value until the tenant is chosen.
const FALLBACK: &str = "(default)";

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        if request.method == Method::GET && !request.headers.contains_key(HEADER) {
            let fallback = HeaderValue::from_static(FALLBACK);
            request.headers.insert(HEADER, fallback);
        }
    }

    fn tenant<'t>(&self, sent: &str, known: &'t [String]) -> Option<&'t String> {
        match sent {
            FALLBACK => known.first(),
            _ => Honest.tenant(sent, known),
        }
    }
}
