//! Recognises large batches that come again by their digest and refuses them, where a retry is what the method
//! promises. Teams miss it because their replay test has two items.
//! Found by `replay-succeeds`.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "large-replay-conflicts",
    family: 'D',
    found_by: "replay-succeeds",
    what: "the replay of a batch of ten or more items is answered 409, item by item",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake {
    seen: Mutex<HashSet<String>>,
}

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let rows: Vec<_> = work.items.iter().map(|item| &item.row).collect();
        let digest = format!("{} {} {rows:?}", work.tenant, work.table.name);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let again = work.items.len() >= 10 && !seen.insert(digest);
        work.apply_unless(|_, item| {
            (again && item.is_good()).then_some((409, "this batch was processed already"))
        })
    }
}
