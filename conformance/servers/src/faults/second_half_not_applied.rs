//! Cuts large batches in two and commits the first half only. Teams miss it because they look at the statuses.
//! Found by `success-was-applied`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "second-half-not-applied",
    family: 'Q',
    found_by: "success-was-applied",
    what: "of a batch of 100 or more items the second half is answered 201 and not stored",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        if work.items.len() < 100 {
            return work.apply();
        }
        let outcomes = work.rehearse()?;
        work.first(work.items.len() / 2).apply()?;
        Ok(outcomes)
    }
}
