//! Answers 204 to every second write that changes nothing: two code paths, chosen by a counter of versions. Teams miss
//! it because both statuses are successes.
//! Found by `replay-is-stable`.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::{Row, StoreError};

pub(super) const FAULT: Fault = Fault {
    id: "replay-alternates",
    family: 'D',
    found_by: "replay-is-stable",
    what: "an item that changes nothing is answered 204 and 200 in turn",
    seams: fresh::<Mistake>,
};

/// Tenant, table and key; the values last written, and how often in a row.
type Versions = HashMap<(String, &'static str, Vec<Option<i32>>), (Option<Row>, usize)>;

#[derive(Default)]
struct Mistake {
    versions: Mutex<Versions>,
}

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        let mut versions = self.versions.lock().unwrap_or_else(PoisonError::into_inner);
        for (outcome, item) in outcomes
            .iter_mut()
            .zip(work.items)
            .filter(|(outcome, _)| outcome.status < 300)
        {
            let place = (work.tenant.to_owned(), work.table.name, item.key.clone());
            let (last, version) = versions.entry(place).or_default();
            if outcome.status == 201 || *last != item.row {
                (*last, *version) = (item.row.clone(), 0);
            }
            if outcome.status == 200 && *version % 2 == 1 {
                outcome.status = 204;
                outcome.message = "Unchanged".to_owned();
            }
            *version += 1;
        }
        Ok(outcomes)
    }
}
