//! Loses one result where two pages of an internal buffer meet. Teams miss it because no test sends so many items and
//! counts.
//! Found by `one-result-per-item`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "item-137-dropped",
    family: 'B',
    found_by: "one-result-per-item",
    what: "the 137th item of a batch has no result",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        if outcomes.len() > 136 {
            outcomes.remove(136);
        }
        Ok(outcomes)
    }
}
