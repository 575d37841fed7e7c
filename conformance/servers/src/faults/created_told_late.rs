//! Writes its journal of creations behind when requests meet: the one that created answers 200, and the next write
//! finds the journal and answers 201. Teams miss it because it takes two writers and a third request.
//! Found by `history-is-possible`.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::Duration;

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::changes::Crossing;
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "created-told-late",
    family: 'P',
    found_by: "history-is-possible",
    what: "an entity created under load is answered 200, and 201 at its next write",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake {
    crossing: Crossing,
    untold: Mutex<HashSet<(String, &'static str, Vec<i32>)>>,
}

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let visit = self.crossing.enter(work);
        sleep(Duration::from_millis(5));
        let mut outcomes = work.apply()?;
        let mut untold = self.untold.lock().unwrap_or_else(PoisonError::into_inner);
        for (outcome, item) in outcomes.iter_mut().zip(work.items) {
            let Some(key) = item.whole_key() else {
                continue;
            };
            let met = visit.met_key(&key);
            let place = (work.tenant.to_owned(), work.table.name, key);
            if outcome.status == 201 && met {
                (outcome.status, outcome.message) = (200, "Updated".to_owned());
                untold.insert(place);
            } else if outcome.status == 200 && !met && untold.remove(&place) {
                (outcome.status, outcome.message) = (201, "Created".to_owned());
            }
        }
        Ok(outcomes)
    }
}
