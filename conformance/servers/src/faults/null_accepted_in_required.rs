//! Takes null in a required number for 0: a deserialiser that fills value types with their default. Teams miss it because
//! a property that is absent is refused as it should be; only an explicit null slips through.
//! Found by `invalid-item-refused`.

use super::Fault;
use rusqlite::types::Value as Cell;

use crate::batch::Item;
use crate::changes::lenient;
use crate::seams::{Seams, fresh};
use crate::store::Table;

pub(super) const FAULT: Fault = Fault {
    id: "null-accepted-in-required",
    family: 'C',
    found_by: "invalid-item-refused",
    what: "null in a required number is taken as 0 and the item is applied",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn item(&self, table: &'static Table, item: &mut Item) {
        let Some(sent) = &item.sent else { return };
        let is_null = |pointer: &str| {
            sent.pointer(pointer)
                .is_some_and(serde_json::Value::is_null)
        };
        let required = |pointer: &str| {
            table
                .columns
                .iter()
                .any(|column| column.required && pointer.strip_prefix('/') == Some(column.property))
        };
        if !item
            .violations
            .iter()
            .all(|it| required(&it.pointer) && is_null(&it.pointer))
        {
            return;
        }
        let Some(mut row) = lenient(table, sent) else {
            return;
        };
        for (column, cell) in table.columns.iter().zip(&mut row.cells) {
            if column.required && *cell == Cell::Null {
                *cell = Cell::Integer(0);
            }
        }
        item.key = row.key(table);
        item.row = Some(row);
        item.violations.clear();
    }
}
