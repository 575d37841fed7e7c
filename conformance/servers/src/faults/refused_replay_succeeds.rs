//! Remembers every item it has seen, refused or not, and answers 200 to one that comes again: a guard against double
//! work. Teams miss it because nobody repeats what was refused.
//! Found by `refused-items-fail-again`.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "refused-replay-succeeds",
    family: 'D',
    found_by: "refused-items-fail-again",
    what: "an item that was refused is answered 200 when it comes again unchanged",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake {
    seen: Mutex<HashSet<String>>,
}

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        for (outcome, item) in outcomes.iter_mut().zip(work.items) {
            let is_refused = outcome.status >= 400 && item.sent.is_some();
            if is_refused
                && !seen.insert(format!(
                    "{} {} {:?}",
                    work.tenant, work.table.name, item.sent
                ))
            {
                outcome.status = 200;
                outcome.message = "Updated".to_owned();
            }
        }
        Ok(outcomes)
    }
}
