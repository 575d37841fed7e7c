//! Runs into deadlocks when two batches meet, and answers 500 for the one that the database chose. Teams miss it
//! because their tests send one request at a time.
//! Found by `no-5xx-item-under-race`.

use std::thread::sleep;
use std::time::Duration;

use super::Fault;
use crate::batch::{Item, Outcome, Work};
use crate::changes::Crossing;
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "deadlock-is-500",
    family: 'P',
    found_by: "no-5xx-item-under-race",
    what: "of two batches for one key at the same moment, items are answered 500",
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
        let met =
            |item: &Item| item.is_good() && item.whole_key().is_some_and(|key| visit.met_key(&key));
        work.apply_unless(|_, item| met(item).then_some((500, "chosen as the deadlock victim")))
    }
}
