//! Leaves out the last result of a batch of several: a loop that ends one early, or a page of results cut by its size.
//! Teams miss it because clients look for failures in the results, and a result that is not there is no failure.
//! Found by `one-result-per-item`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "drops-last-result",
    family: 'B',
    found_by: "one-result-per-item",
    what: "a batch of several items is answered without the result of the last one",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        if outcomes.len() > 1 {
            outcomes.pop();
        }
        Ok(outcomes)
    }
}
