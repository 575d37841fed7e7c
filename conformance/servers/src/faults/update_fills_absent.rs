//! Fills in a default for an absent percentage, and only when it updates: the insert statement knows of no defaults.
//! Teams miss it because an entity reads as it was sent, until somebody retries.
//! Found by `replay-keeps-state`.

use rusqlite::types::Value as Cell;

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "update-fills-absent",
    family: 'D',
    found_by: "replay-keeps-state",
    what: "an absent percentage stays empty in a create and becomes 100 in an update",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn needs_members(&self) -> bool {
        true
    }

    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        work.apply_with(&|transaction, item, row| {
            let (Some(at), Some(members), Some(key)) = (
                work.table.position("percentage"),
                &item.members,
                item.whole_key(),
            ) else {
                return Ok(());
            };
            let is_update = transaction.find(work.table, work.tenant, &key)?.is_some();
            if let Some(cell) = row.cells.get_mut(at)
                && is_update
                && members.get("percentage").is_none()
            {
                *cell = Cell::Integer(100);
            }
            Ok(())
        })
    }
}
