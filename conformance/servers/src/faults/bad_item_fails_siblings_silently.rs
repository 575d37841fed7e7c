//! Rolls the transaction back when any item is refused, after the results of the others were written down as successes.
//! Teams make it by adding a transaction around a loop that collects results; no test looks at the database after a batch
//! with one bad item.
//! Found by `success-was-applied`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "bad-item-fails-siblings-silently",
    family: 'F',
    found_by: "success-was-applied",
    what: "one refused item rolls back the whole batch, yet its siblings are answered 200 and 201",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        if work.items.iter().all(|item| item.violations.is_empty()) {
            work.apply()
        } else {
            work.rehearse()
        }
    }
}
