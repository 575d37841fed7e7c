//! Collects successes and refusals in two lists and joins them. Teams miss it because their bad item is the last one.
//! Found by `results-in-order`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "refusals-listed-last",
    family: 'B',
    found_by: "results-in-order",
    what: "refused items are listed after all others",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        outcomes.sort_by_key(|outcome| outcome.status >= 400);
        Ok(outcomes)
    }
}
