//! Answers in blocks of 64 and leaves the end out when a batch fills one exactly. Teams miss it because no test has
//! exactly 64 items.
//! Found by `one-result-per-item`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "chunk-of-64-loses-last",
    family: 'Q',
    found_by: "one-result-per-item",
    what: "a batch of exactly 64 items has 63 results",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        if outcomes.len() == 64 {
            outcomes.pop();
        }
        Ok(outcomes)
    }
}
