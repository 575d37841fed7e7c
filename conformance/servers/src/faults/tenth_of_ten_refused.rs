//! Counts to its page size with the wrong comparison: only a batch of exactly ten items shows it. Teams miss it because
//! their batches are shorter or longer.
//! Found by `split-equals-whole`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "tenth-of-ten-refused",
    family: 'E',
    found_by: "split-equals-whole",
    what: "in a batch of exactly ten items the last is refused",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        work.apply_unless(|at, item| {
            let is_last_of_ten = item.is_good() && work.items.len() == 10 && at == 9;
            is_last_of_ten.then_some((422, "the page is full"))
        })
    }
}
