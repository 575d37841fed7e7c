//! Answers items with the same key with one result: the results are collected in a map by key. Teams miss it because
//! nobody sends the same key twice on purpose.
//! Found by `result-per-occurrence`.

use super::Fault;
use std::collections::HashSet;

use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "duplicates-collapsed",
    family: 'G',
    found_by: "result-per-occurrence",
    what: "several items with one key get one result between them",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        let mut seen = HashSet::new();
        outcomes.retain(|outcome| seen.insert(outcome.id.clone()));
        Ok(outcomes)
    }
}
