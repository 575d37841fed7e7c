//! Refuses empty texts: who has nothing to say leaves the member out. The description names no minimum.

use rusqlite::types::Value as Cell;

use super::Variant;
use crate::batch::Item;
use crate::changes::{blame, texts};
use crate::seams::{Seams, fresh};
use crate::store::Table;

pub(super) const VARIANT: Variant = Variant {
    id: "empty-texts-refused",
    what: "an empty text is refused",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn item(&self, table: &'static Table, item: &mut Item) {
        let Some(mut row) = item.row.clone() else {
            return;
        };
        if texts(table, &mut row).any(|text| text.is_empty()) {
            let column = table
                .columns
                .iter()
                .zip(&row.cells)
                .find(|(_, cell)| **cell == Cell::Text(String::new()));
            blame(
                item,
                column.map_or("", |(column, _)| column.property),
                "must not be empty",
            );
        }
    }
}
