//! Stores the local part of a date-time and reads it as UTC. Teams miss it because their test data is in UTC.
//! Found by `read-back`.

use rusqlite::types::Value as Cell;

use super::Fault;
use crate::batch::Item;
use crate::seams::{Seams, fresh};
use crate::store::{Kind, Table};

pub(super) const FAULT: Fault = Fault {
    id: "offset-dropped",
    family: 'R',
    found_by: "read-back",
    what: "the offset of a date-time is dropped, so that it names another instant",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn item(&self, table: &'static Table, item: &mut Item) {
        let Some(row) = &mut item.row else { return };
        for (column, cell) in table
            .columns
            .iter()
            .zip(&mut row.cells)
            .filter(|(column, _)| column.kind == Kind::Instant)
        {
            if let Cell::Text(text) = cell
                && let Some(offset) = text.rfind(['+', '-']).filter(|at| *at > 10)
            {
                text.replace_range(offset.., "Z");
            }
            debug_assert!(!column.required, "no date-time is required");
        }
    }
}
