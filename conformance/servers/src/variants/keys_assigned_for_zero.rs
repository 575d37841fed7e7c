//! Takes the key 0 for `choose one`: the entity is created under a new key, and the result names it.

use std::sync::atomic::{AtomicI32, Ordering};

use rusqlite::types::Value as Cell;

use super::Variant;
use crate::batch::Item;
use crate::seams::{Seams, fresh};
use crate::store::Table;

pub(super) const VARIANT: Variant = Variant {
    id: "keys-assigned-for-zero",
    what: "an item with the key 0 is created under a new key, which its id names",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference {
    chosen: AtomicI32,
}

impl Seams for Difference {
    fn item(&self, table: &'static Table, item: &mut Item) {
        let Some(at) = table.key.last().and_then(|key| table.position(key)) else {
            return;
        };
        let Some(row) = item
            .row
            .as_mut()
            .filter(|row| row.cells.get(at) == Some(&Cell::Integer(0)))
        else {
            return;
        };
        // Far above the keys that clients choose.
        let chosen = 2_000_000_000 + self.chosen.fetch_add(1, Ordering::Relaxed);
        row.cells[at] = Cell::Integer(chosen.into());
        item.key = row.key(table);
    }
}
