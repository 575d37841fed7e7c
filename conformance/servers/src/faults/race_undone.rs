//! Looks whether an entity exists, writes, and if another writer came between takes its own write back a moment later:
//! a compensation that deletes what the other one created. Every answer is right when it is given; the entity is gone
//! afterwards. Teams make it when they replace a transaction by "undo on conflict".
//! Found by `stable-after-race`.

use std::time::Duration;

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "race-undone",
    family: 'P',
    found_by: "stable-after-race",
    what: "after several parallel requests for one new key the entity is deleted again",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut new = Vec::new();
        for (at, item) in work.items.iter().enumerate() {
            let key: Option<Vec<i32>> = item.key.iter().copied().collect();
            let Some(key) = key else { continue };
            let seen_before = new.iter().any(|(_, known)| *known == key);
            if !seen_before && work.store.find(work.table, work.tenant, &key)?.is_none() {
                new.push((at, key));
            }
        }
        std::thread::sleep(Duration::from_millis(if new.is_empty() { 0 } else { 5 }));
        let outcomes = work.apply()?;
        // The first occurrence of a key that was new, and yet was not created here: somebody came between.
        new.retain(|(at, _)| outcomes[*at].status == 200);
        if !new.is_empty() {
            std::thread::sleep(Duration::from_millis(60));
            work.store.write(|transaction| {
                new.iter().try_for_each(|(_, key)| {
                    transaction.delete(work.table, work.tenant, key).map(drop)
                })
            })?;
        }
        Ok(outcomes)
    }
}
