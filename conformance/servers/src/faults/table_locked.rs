//! Locks the whole table and gives up at once when it is locked, although the other batch has other keys. Teams miss it
//! because their tests send one request at a time.
//! Found by `disjoint-writers-independent`.

use std::thread::sleep;
use std::time::Duration;

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::changes::Crossing;
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "table-locked",
    family: 'P',
    found_by: "disjoint-writers-independent",
    what: "batches without a common key are answered 409 when they meet",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake {
    crossing: Crossing,
}

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let visit = self.crossing.enter(work);
        sleep(Duration::from_millis(5));
        let met = !visit.met().is_empty();
        work.apply_unless(|_, item| (met && item.is_good()).then_some((409, "the table is locked")))
    }
}
