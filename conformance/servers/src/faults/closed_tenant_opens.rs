//! Checks who calls and which database exists, and not whether the two belong together. Teams miss it because their
//! tests have credentials for every database they use.
//! Found by `closed-tenant-refused`.

use super::Fault;
use crate::seams::{Seams, fresh};

pub(super) const FAULT: Fault = Fault {
    id: "closed-tenant-opens",
    family: 'H',
    found_by: "closed-tenant-refused",
    what: "any credentials open any database",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn opens(&self, _closed: &str) -> bool {
        true
    }
}
