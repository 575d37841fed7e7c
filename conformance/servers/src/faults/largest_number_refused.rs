//! Takes the largest 32-bit integer for an overflow. Teams miss it because nobody has that many of anything.
//! Found by `range-ends-accepted`.

use rusqlite::types::Value as Cell;

use super::Fault;
use crate::batch::Item;
use crate::changes::blame;
use crate::seams::{Seams, fresh};
use crate::store::Table;

pub(super) const FAULT: Fault = Fault {
    id: "largest-number-refused",
    family: 'K',
    found_by: "range-ends-accepted",
    what: "the largest 32-bit integer is refused",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn item(&self, table: &'static Table, item: &mut Item) {
        let Some(row) = &item.row else { return };
        let largest = ["percentage", "credLicenseType_Key"]
            .into_iter()
            .find(|property| {
                let cell = table.position(property).and_then(|at| row.cells.get(at));
                matches!(cell, Some(Cell::Integer(number)) if *number == i64::from(i32::MAX))
            });
        if let Some(property) = largest {
            blame(item, property, "is out of range");
        }
    }
}
