//! Merges the batch with the table and expects it in the order of the keys. Teams miss it because their batches are
//! sorted.
//! Found by `permutation-changes-nothing`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "descending-keys-refused",
    family: 'E',
    found_by: "permutation-changes-nothing",
    what: "an item whose key is lower than the key before it is refused",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        work.apply_unless(|at, item| {
            let before = at
                .checked_sub(1)
                .and_then(|before| work.items.get(before))?;
            let descends = item.is_good() && item.key.last() < before.key.last();
            descends.then_some((422, "the keys must not descend"))
        })
    }
}
