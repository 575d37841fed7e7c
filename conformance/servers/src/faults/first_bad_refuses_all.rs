//! Checks the first item before it opens the transaction, and gives up there; later bad items only fail themselves.
//! Teams miss it because their bad item is the last one.
//! Found by `bad-item-position-is-irrelevant`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "first-bad-refuses-all",
    family: 'F',
    found_by: "bad-item-position-is-irrelevant",
    what: "a bad item fails its siblings if it is the first of the batch",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let first_is_bad = work.items.first().is_some_and(|item| !item.is_good());
        work.apply_unless(|_, item| {
            (first_is_bad && item.is_good()).then_some((422, "not processed"))
        })
    }
}
