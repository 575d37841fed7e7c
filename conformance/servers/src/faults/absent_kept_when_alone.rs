//! Merges single items and replaces in bulk: two code paths. Teams miss it because each alone is a way to do it.
//! Found by `absent-members-handled-alike`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "absent-kept-when-alone",
    family: 'R',
    found_by: "absent-members-handled-alike",
    what: "a member that is absent in an update is kept in a batch of one item and emptied in a larger one",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn needs_members(&self) -> bool {
        true
    }

    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let alone = work.items.len() == 1;
        work.apply_with(&|transaction, item, row| {
            let (Some(members), Some(key), true) = (&item.members, item.whole_key(), alone) else {
                return Ok(());
            };
            let Some(stored) = transaction.find(work.table, work.tenant, &key)? else {
                return Ok(());
            };
            for ((column, cell), before) in work
                .table
                .columns
                .iter()
                .zip(&mut row.cells)
                .zip(stored.cells)
            {
                if members.get(column.property).is_none() {
                    *cell = before;
                }
            }
            Ok(())
        })
    }
}
