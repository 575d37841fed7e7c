//! Leaves early when no item is left to apply, before the results are written. Teams miss it because their batches have
//! a good item in them.
//! Found by `all-bad-batch-has-results`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "all-bad-is-empty",
    family: 'F',
    found_by: "all-bad-batch-has-results",
    what: "a batch of bad items only is answered 207 with no results",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let outcomes = work.apply()?;
        let all_bad = outcomes.iter().all(|outcome| outcome.status >= 400);
        Ok(if all_bad { Vec::new() } else { outcomes })
    }
}
