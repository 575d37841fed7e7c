//! Merges an update into the stored entity: what is absent stays, what is null is emptied. The description says update,
//! not replace.

use super::Variant;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const VARIANT: Variant = Variant {
    id: "absent-members-kept",
    what: "members that are absent in an update keep their values; null empties them",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn needs_members(&self) -> bool {
        true
    }

    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        work.apply_with(&|transaction, item, row| {
            let (Some(members), Some(key)) = (&item.members, item.whole_key()) else {
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
