//! Looks before the transaction which entities of a batch exist; single items are checked inside. Teams miss it because
//! they race with one item.
//! Found by `race-replay-created-once`.

use std::collections::HashSet;
use std::thread::sleep;
use std::time::Duration;

use super::Fault;
use crate::batch::{Item, Outcome, Work};
use crate::changes::Crossing;
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "batch-race-created-twice",
    family: 'P',
    found_by: "race-replay-created-once",
    what: "a batch of several items that meets its own replay is answered 201 twice",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake {
    crossing: Crossing,
}

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let visit = self.crossing.enter(work);
        let mut new = HashSet::new();
        for key in work
            .items
            .iter()
            .filter_map(Item::whole_key)
            .filter(|_| work.items.len() > 1)
        {
            if work.store.find(work.table, work.tenant, &key)?.is_none() {
                new.insert(key);
            }
        }
        sleep(Duration::from_millis(5));
        let mut outcomes = work.apply()?;
        for (outcome, item) in outcomes
            .iter_mut()
            .zip(work.items)
            .filter(|(outcome, _)| outcome.status == 200)
        {
            let was_new = item
                .whole_key()
                .is_some_and(|key| visit.met_key(&key) && new.remove(&key));
            if was_new {
                (outcome.status, outcome.message) = (201, "Created".to_owned());
            }
        }
        Ok(outcomes)
    }
}
