//! Locks the entities of a batch until its answer is sent, and leaves them locked when the client is gone by then.
//! Teams miss it because their tests wait for the answer.
//! Found by `retry-after-hanging-up`.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::Duration;

use super::Fault;
use crate::batch::{Item, Outcome, Work};
use crate::changes::members_of;
use crate::seams::{Seams, fresh};
use crate::store::StoreError;
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "lock-left-by-hanging-up",
    family: 'D',
    found_by: "retry-after-hanging-up",
    what: "after a client hung up, a retry of its batch is answered 409",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake {
    locked: Mutex<HashSet<(bool, i64)>>,
}

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let is_license = work.table.name == "licenses";
        let outcomes = {
            let mut locked = self.locked.lock().unwrap_or_else(PoisonError::into_inner);
            let place =
                |item: &Item| Some((is_license, i64::from(item.key.last().copied().flatten()?)));
            let outcomes = work.apply_unless(|_, item| {
                let is_locked =
                    item.is_good() && place(item).is_some_and(|place| locked.contains(&place));
                is_locked.then_some((409, "another request holds this entity"))
            })?;
            locked.extend(work.items.iter().filter_map(place));
            outcomes
        };
        // What a real service does before it answers: a log, an event.
        sleep(Duration::from_millis(20));
        Ok(outcomes)
    }

    fn response(&self, request: &WireRequest, _response: &mut WireResponse) {
        let is_license = request.uri.path().contains("/licenses");
        let key = if is_license {
            "providerCredLicense_Key"
        } else {
            "credService_Key"
        };
        let mut locked = self.locked.lock().unwrap_or_else(PoisonError::into_inner);
        for number in members_of(&request.body)
            .iter()
            .filter_map(|item| item.get(key)?.as_f64())
        {
            locked.remove(&(is_license, number as i64));
        }
    }
}
