//! Adds the percentage to the stored one instead of replacing it, so that a retry counts twice. Teams miss it because
//! every answer is right.
//! Found by `read-back`.

use rusqlite::types::Value as Cell;

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "replay-adds-percentage",
    family: 'D',
    found_by: "read-back",
    what: "an update adds to the stored percentage instead of replacing it",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        work.apply_with(&|transaction, item, row| {
            let Some((at, key)) = work.table.position("percentage").zip(item.whole_key()) else {
                return Ok(());
            };
            let stored = transaction.find(work.table, work.tenant, &key)?;
            if let (Some(Cell::Integer(before)), Some(Cell::Integer(now))) = (
                stored.as_ref().and_then(|stored| stored.cells.get(at)),
                row.cells.get_mut(at),
            ) {
                *now = (*now + before).clamp(i64::from(i32::MIN), i64::from(i32::MAX));
            }
            Ok(())
        })
    }
}
