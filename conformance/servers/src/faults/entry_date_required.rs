//! Requires a property that the description leaves out of `required`: the column is NOT NULL, and the validator was written
//! from the table. Teams miss it because their own client always sends it.
//! Found by `optional-absent-accepted`.

use super::Fault;
use rusqlite::types::Value as Cell;
use generated::support::json::Violation;

use crate::batch::Item;
use crate::seams::Seams;
use crate::store::Table;

pub(super) const FAULT: Fault = Fault {
    id: "entry-date-required",
    family: 'C',
    found_by: "optional-absent-accepted",
    what: "an item without entry_Date is refused, though the property is optional",
    seams: &Mistake,
};

struct Mistake;

impl Seams for Mistake {
    fn item(&self, table: &'static Table, item: &mut Item) {
        let cell = table.position("entry_Date").zip(item.row.as_ref()).and_then(|(at, row)| row.cells.get(at));
        if cell == Some(&Cell::Null) {
            item.violations.push(Violation {
                pointer: "/entry_Date".to_owned(),
                code: "required",
                message: "is required".to_owned(),
            });
        }
    }
}
