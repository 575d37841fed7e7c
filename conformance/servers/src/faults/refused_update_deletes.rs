//! Updates by deleting and inserting, and checks in between. Teams miss it because the answer is right.
//! Found by `refusal-reads-back-unchanged`.

use super::Fault;
use crate::batch::{Item, Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "refused-update-deletes",
    family: 'R',
    found_by: "refusal-reads-back-unchanged",
    what: "an update that is refused deletes the entity",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let outcomes = work.apply()?;
        let refused = work.items.iter().filter(|item| !item.is_good());
        work.store.write(|transaction| {
            for key in refused.filter_map(Item::whole_key) {
                transaction.delete(work.table, work.tenant, &key)?;
            }
            Ok(outcomes.clone())
        })
    }
}
