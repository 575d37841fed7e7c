//! Addresses its result buffer modulo its own size: only a batch that fills it to the last place shows it. Teams miss
//! it because no test has exactly 64 items.
//! Found by `ids-echo-keys`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "ids-shifted-at-64",
    family: 'B',
    found_by: "ids-echo-keys",
    what: "in a batch of exactly 64 items the last result has the id of the first",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        if let [first, .., last] = outcomes.as_mut_slice()
            && work.items.len() == 64
        {
            last.id.clone_from(&first.id);
        }
        Ok(outcomes)
    }
}
