//! Knows 28 days of February. Teams miss it for four years at a time.
//! Found by `date-time-forms-accepted`.

use rusqlite::types::Value as Cell;

use super::Fault;
use crate::batch::Item;
use crate::changes::blame;
use crate::seams::{Seams, fresh};
use crate::store::{Kind, Table};

pub(super) const FAULT: Fault = Fault {
    id: "leap-day-refused",
    family: 'K',
    found_by: "date-time-forms-accepted",
    what: "a date-time on a leap day is refused",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn item(&self, table: &'static Table, item: &mut Item) {
        let Some(row) = &item.row else { return };
        let mut cells = table.columns.iter().zip(&row.cells);
        let leap = cells.find(|(column, cell)| {
            column.kind == Kind::Instant
                && matches!(cell, Cell::Text(text) if text.get(4..10) == Some("-02-29"))
        });
        if let Some((column, _)) = leap {
            blame(item, column.property, "is no date");
        }
    }
}
