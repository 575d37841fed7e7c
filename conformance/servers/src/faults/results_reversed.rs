//! Answers in the reverse order of the request: items are taken from a stack. Each id is right, so clients that match by id
//! notice nothing; those that go by position blame the wrong item.
//! Found by `results-in-order`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "results-reversed",
    family: 'B',
    found_by: "results-in-order",
    what: "the results stand in the reverse order of the items, each with its right id",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        outcomes.reverse();
        Ok(outcomes)
    }
}
