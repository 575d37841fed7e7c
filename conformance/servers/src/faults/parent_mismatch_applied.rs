//! Trusts the parent key in the body and never compares it with the path, which is what the permission was checked for.
//! Teams miss it because their client fills both from one variable.
//! Found by `parent-mismatch-refused`.

use super::Fault;
use crate::batch::Item;
use crate::seams::{Seams, fresh};
use crate::store::Table;

pub(super) const FAULT: Fault = Fault {
    id: "parent-mismatch-applied",
    family: 'I',
    found_by: "parent-mismatch-refused",
    what: "an item that names another parent than the path is applied under that one",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn item(&self, _table: &'static Table, item: &mut Item) {
        item.violations
            .retain(|violation| violation.code != "parent");
    }
}
