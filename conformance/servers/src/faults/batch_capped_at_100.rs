//! Handles the first hundred items of a batch and forgets the rest: a page size that was meant for lists. Teams miss it
//! because no test sends a batch of more than a handful.
//! Found by `one-result-per-item`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "batch-capped-at-100",
    family: 'B',
    found_by: "one-result-per-item",
    what: "items after the hundredth are neither applied nor answered",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        work.first(100).apply()
    }
}
