//! Keeps the entities of all databases in one: the header is checked and then not handed to the query. Teams miss it
//! because their test environment has one database.
//! Found by `tenants-isolated`.

use super::Fault;
use crate::seams::{Honest, Seams, fresh};

pub(super) const FAULT: Fault = Fault {
    id: "tenant-ignored",
    family: 'H',
    found_by: "tenants-isolated",
    what: "every known database is one and the same",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn tenant<'t>(&self, sent: &str, known: &'t [String]) -> Option<&'t String> {
        Honest.tenant(sent, known).and(known.first())
    }
}
