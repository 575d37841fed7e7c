//! Requires `entry_Date` wherever `entry_User` is given, though neither is required: "who" without "when" looked like a
//! mistake to somebody, and the rule never reached the description. Teams miss it because their own client sends both.
//! Found by `optional-absent-accepted`.

use super::Fault;
use rusqlite::types::Value as Cell;
use generated::support::json::Violation;

use crate::batch::Item;
use crate::seams::Seams;
use crate::store::Table;

pub(super) const FAULT: Fault = Fault {
    id: "entry-date-required-with-user",
    family: 'C',
    found_by: "optional-absent-accepted",
    what: "an item with entry_User and without entry_Date is refused, though both are optional",
    seams: &Mistake,
};

struct Mistake;

impl Seams for Mistake {
    fn item(&self, table: &'static Table, item: &mut Item) {
        let Some(row) = &item.row else { return };
        let is_empty = |property: &str| {
            let cell = table.position(property).and_then(|at| row.cells.get(at));
            cell == Some(&Cell::Null)
        };
        if is_empty("entry_Date") && !is_empty("entry_User") {
            item.violations.push(Violation {
                pointer: "/entry_Date".to_owned(),
                code: "required",
                message: "is required".to_owned(),
            });
        }
    }
}
