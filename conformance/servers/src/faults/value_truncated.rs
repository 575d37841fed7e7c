//! Cuts every text to 10 characters before it is stored, and says nothing: a database in a lenient mode with columns
//! narrower than the description. Teams miss it because names in tests are short.
//! Found by `read-back`.

use super::Fault;
use rusqlite::types::Value as Cell;

use crate::batch::Item;
use crate::seams::{Seams, fresh};
use crate::store::{Kind, Table};

pub(super) const FAULT: Fault = Fault {
    id: "value-truncated",
    family: 'R',
    found_by: "read-back",
    what: "text of more than 10 characters is cut to 10 on the way to the database, and answered as a success",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn item(&self, table: &'static Table, item: &mut Item) {
        let Some(row) = &mut item.row else { return };
        for (column, cell) in table.columns.iter().zip(&mut row.cells) {
            if let (Kind::Text, Cell::Text(text)) = (column.kind, cell) {
                *text = text.chars().take(10).collect();
            }
        }
    }
}
