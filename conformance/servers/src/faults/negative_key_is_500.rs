//! Keeps keys in an unsigned column: a negative one, which the description allows, fails in the database. Teams miss it
//! because their keys come from a sequence.
//! Found by `valid-item-no-5xx`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "negative-key-is-500",
    family: 'C',
    found_by: "valid-item-no-5xx",
    what: "an item with a negative key is answered 500",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        work.apply_unless(|_, item| {
            let is_negative = item.is_good() && item.key.last().copied().flatten() < Some(0);
            is_negative.then_some((500, "out of range value"))
        })
    }
}
