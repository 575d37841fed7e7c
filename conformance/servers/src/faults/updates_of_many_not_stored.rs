//! Writes large batches of updates in one statement, and binds only the first row of it. Teams miss it because their tests
//! of large batches look at the statuses.
//! Found by `read-back`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "updates-of-many-not-stored",
    family: 'R',
    found_by: "read-back",
    what: "of a batch with more than 20 items only the first update is stored",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut known = Vec::new();
        for item in work.items {
            known.push(match item.whole_key() {
                Some(key) => work.store.find(work.table, work.tenant, &key)?.is_some(),
                None => false,
            });
        }
        let many = work.items.len() > 20;
        work.apply_unless(|at, item| {
            (many && at > 0 && known[at] && item.is_good()).then_some((200, "Updated"))
        })
    }
}
