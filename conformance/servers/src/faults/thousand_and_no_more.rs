//! Takes the first thousand items of a batch and says nothing of the rest. Teams miss it because their batches are
//! smaller.
//! Found by `large-batches-answered-in-full`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "thousand-and-no-more",
    family: 'Q',
    found_by: "large-batches-answered-in-full",
    what: "a batch of more than 1000 items has only 1000 results",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        work.first(1000).apply()
    }
}
