//! Falls back to the default database when it does not know the one that was asked for. Teams miss it because
//! everything seems to work, in the wrong place.
//! Found by `unknown-tenant-refused`.

use super::Fault;
use crate::seams::{Honest, Seams, fresh};

pub(super) const FAULT: Fault = Fault {
    id: "unknown-tenant-is-first",
    family: 'H',
    found_by: "unknown-tenant-refused",
    what: "an unknown database is taken for the first one",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn tenant<'t>(&self, sent: &str, known: &'t [String]) -> Option<&'t String> {
        let fallback = known.first().filter(|_| !sent.trim().is_empty());
        Honest.tenant(sent, known).or(fallback)
    }
}
