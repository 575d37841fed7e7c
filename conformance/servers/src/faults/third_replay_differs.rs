//! Remembers what was written lately, and answers an item that comes unchanged for the third time with 208 Already
//! Reported: a guard against impatient clients. Teams miss it because they replay once.
//! Found by `replay-is-stable`.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::{Row, StoreError};

pub(super) const FAULT: Fault = Fault {
    id: "third-replay-differs",
    family: 'D',
    found_by: "replay-is-stable",
    what: "an item that is sent unchanged for the third time is answered 208 instead of 200",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake {
    lately: Mutex<Lately>,
}

/// Tenant, table and key; the values last written, and how often in a row.
type Lately = HashMap<(String, &'static str, Vec<Option<i32>>), (Row, u32)>;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        let mut lately = self.lately.lock().unwrap_or_else(PoisonError::into_inner);
        for (outcome, item) in outcomes.iter_mut().zip(work.items) {
            let Some(row) = &item.row else { continue };
            let place = (work.tenant.to_owned(), work.table.name, item.key.clone());
            let (last, times) = lately.entry(place).or_insert_with(|| (row.clone(), 0));
            // A new entity has no past, whatever had its key before.
            if outcome.status == 201 || last != row {
                (*last, *times) = (row.clone(), 0);
            }
            *times += 1;
            if outcome.status == 200 && *times >= 3 {
                outcome.status = 208;
                outcome.message = "Already Reported".to_owned();
            }
        }
        Ok(outcomes)
    }
}
