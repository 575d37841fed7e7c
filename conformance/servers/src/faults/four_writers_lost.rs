//! Has a pool of three connections; a fourth writer at the same time works on one that is rolled back when it is given
//! back. Teams miss it because their race has two writers.
//! Found by `stable-after-race`.

use std::thread::sleep;
use std::time::Duration;

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::changes::Crossing;
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "four-writers-lost",
    family: 'P',
    found_by: "stable-after-race",
    what: "when four or more batches meet, what they answer as a success is not stored",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake {
    crossing: Crossing,
}

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let visit = self.crossing.enter(work);
        sleep(Duration::from_millis(10));
        if visit.met().len() >= 3 {
            work.rehearse()
        } else {
            work.apply()
        }
    }
}
