//! Looks an entity up in an index of 16 bits and never compares the whole key. Teams miss it because the keys of test
//! databases are small.
//! Found by `created-on-first-write`.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "index-of-16-bits",
    family: 'C',
    found_by: "created-on-first-write",
    what: "a new entity whose key has the low 16 bits of a known one is answered 200",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake {
    index: Mutex<HashSet<(String, &'static str, i32)>>,
}

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        let mut index = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        for (outcome, item) in outcomes.iter_mut().zip(work.items) {
            let key = item.whole_key();
            let Some(last) = key.as_ref().and_then(|key| key.last()) else {
                continue;
            };
            let is_new = index.insert((work.tenant.to_owned(), work.table.name, last & 0xffff));
            if outcome.status == 201 && !is_new {
                outcome.status = 200;
                outcome.message = "Updated".to_owned();
            }
        }
        Ok(outcomes)
    }
}
