//! Adds who wrote last to every message, and keeps that in one place for all tenants. Teams miss it because their tests
//! have one tenant.
//! Found by `other-tenant-data-not-shown`.

use std::sync::{Mutex, PoisonError};

use rusqlite::types::Value as Cell;

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "other-tenant-in-message",
    family: 'O',
    found_by: "other-tenant-data-not-shown",
    what: "the message of a result names the user of the last write, whatever its database",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake {
    last: Mutex<String>,
}

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        for (outcome, item) in outcomes.iter_mut().zip(work.items) {
            if !last.is_empty() {
                outcome.message = format!("{} (last write by {last})", outcome.message);
            }
            let user = work
                .table
                .position("entry_User")
                .zip(item.row.as_ref())
                .and_then(|(at, row)| row.cells.get(at));
            if let (Some(Cell::Text(user)), true) = (user, item.is_good()) {
                last.clone_from(user);
            }
        }
        Ok(outcomes)
    }
}
