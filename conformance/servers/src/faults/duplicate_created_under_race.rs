//! Looks whether an entity exists before the transaction that writes it begins: check, then act. Two requests that look
//! at the same moment both report Created. Teams miss it because it needs two writers within milliseconds, and because
//! the database's own constraint keeps the data right.
//! Found by `one-created-under-race`.

use super::Fault;
use std::collections::HashSet;
use std::time::Duration;

use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "duplicate-created-under-race",
    family: 'P',
    found_by: "one-created-under-race",
    what: "of several parallel requests for one new key, more than one is answered 201",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut seen = HashSet::new();
        let mut is_new = Vec::with_capacity(work.items.len());
        for item in work.items {
            let key: Option<Vec<i32>> = item.key.iter().copied().collect();
            is_new.push(match key {
                Some(key) => {
                    work.store.find(work.table, work.tenant, &key)?.is_none() && seen.insert(key)
                }
                None => false,
            });
        }
        // What a real service does between the two: rules, a log, another service.
        std::thread::sleep(Duration::from_millis(5));
        let mut outcomes = work.apply()?;
        for (outcome, is_new) in outcomes.iter_mut().zip(is_new) {
            if outcome.status == 200 && is_new {
                outcome.status = 201;
                outcome.message = "Created".to_owned();
            }
        }
        Ok(outcomes)
    }
}
