//! Takes an empty header for none and none for the default database. Teams miss it because their clients never send it
//! empty, until a variable is not set.
//! Found by `blank-tenant-refused`.

use axum::http::header::{HeaderName, HeaderValue};

use super::Fault;
use crate::seams::{Honest, Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "blank-tenant-is-first",
    family: 'H',
    found_by: "blank-tenant-refused",
    what: "an empty tenant header means the first database",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        let name = HeaderName::from_static("vbasoftware-database");
        if request
            .headers
            .get(&name)
            .is_some_and(|sent| sent.as_bytes().trim_ascii().is_empty())
        {
            request
                .headers
                .insert(name, HeaderValue::from_static("default"));
        }
    }

    fn tenant<'t>(&self, sent: &str, known: &'t [String]) -> Option<&'t String> {
        Honest
            .tenant(sent, known)
            .or(known.first().filter(|_| sent == "default"))
    }
}
