//! Drops a key from the cache of known keys when an item is refused, and takes the next write for a creation. Teams
//! miss it because it takes three requests with one key.
//! Found by `updated-after-created`.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "created-again-after-refusal",
    family: 'C',
    found_by: "updated-after-created",
    what: "the first success after a refusal of the same key is Created, although the entity exists",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake {
    forgotten: Mutex<HashSet<(String, &'static str, Vec<i32>)>>,
}

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        let mut forgotten = self
            .forgotten
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        for (outcome, item) in outcomes.iter_mut().zip(work.items) {
            let Some(key) = item.whole_key() else {
                continue;
            };
            let place = (work.tenant.to_owned(), work.table.name, key);
            if outcome.status >= 400 {
                forgotten.insert(place);
            } else if forgotten.remove(&place) {
                outcome.status = 201;
                outcome.message = "Created".to_owned();
            }
        }
        Ok(outcomes)
    }
}
