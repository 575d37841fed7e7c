//! Locks entities one by one in the order of the batch, and waits for a timeout when two batches hold what the other
//! wants. Teams miss it because their batches are sorted.
//! Found by `overlapping-batches-end`.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::Duration;

use super::Fault;
use crate::batch::{Item, Outcome, Work};
use crate::changes::Crossing;
use crate::seams::{Seams, fresh};
use crate::store::StoreError;
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "opposite-order-hangs",
    family: 'P',
    found_by: "overlapping-batches-end",
    what: "two batches with the same keys in opposite order wait for each other for half a minute",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake {
    crossing: Crossing,
    /// How many batches are waiting; their answers are late, and no thread is held.
    stuck: AtomicUsize,
}

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let visit = self.crossing.enter(work);
        sleep(Duration::from_millis(5));
        let own: Vec<_> = work.items.iter().filter_map(Item::whole_key).collect();
        let opposite = visit.met().iter().any(|other| {
            let places: Vec<_> = own
                .iter()
                .filter_map(|key| other.iter().position(|theirs| theirs == key))
                .collect();
            places.windows(2).any(|pair| pair[0] > pair[1])
        });
        if opposite {
            self.stuck.fetch_add(1, Ordering::Relaxed);
        }
        work.apply()
    }

    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        let stuck = &self.stuck;
        let take = |stuck: usize| stuck.checked_sub(1);
        if request.is_batch()
            && stuck
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take)
                .is_ok()
        {
            response.delay = Duration::from_secs(30);
        }
    }
}
