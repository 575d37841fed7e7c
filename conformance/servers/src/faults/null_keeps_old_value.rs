//! Skips null members when it copies an item onto the stored entity. Teams miss it because they never clear a value.
//! Found by `read-back`.

use rusqlite::types::Value as Cell;

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "null-keeps-old-value",
    family: 'R',
    found_by: "read-back",
    what: "null in an update leaves the stored value as it was",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        work.apply_with(&|transaction, item, row| {
            let Some(key) = item.whole_key() else {
                return Ok(());
            };
            let Some(stored) = transaction.find(work.table, work.tenant, &key)? else {
                return Ok(());
            };
            for (cell, before) in row.cells.iter_mut().zip(stored.cells) {
                if *cell == Cell::Null {
                    *cell = before;
                }
            }
            Ok(())
        })
    }
}
