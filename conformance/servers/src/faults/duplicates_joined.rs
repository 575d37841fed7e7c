//! Joins results with items by key to build the answer: a key that stands twice is answered four times. Teams miss it
//! because their batches hold every key once.
//! Found by `result-per-occurrence`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "duplicates-joined",
    family: 'G',
    found_by: "result-per-occurrence",
    what: "a key that stands twice in a batch has four results",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let outcomes = work.apply()?;
        let times = |outcome: &Outcome| {
            outcomes
                .iter()
                .filter(|other| other.id == outcome.id && outcome.status < 300)
                .count()
        };
        Ok(outcomes
            .iter()
            .flat_map(|outcome| std::iter::repeat_n(outcome.clone(), times(outcome).max(1)))
            .collect())
    }
}
