//! Takes an empty `entry_User` for the sign of a new entity. Teams miss it because their items always name a user.
//! Found by `updated-after-created`.

use rusqlite::types::Value as Cell;

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "null-user-always-created",
    family: 'C',
    found_by: "updated-after-created",
    what: "an update that leaves `entry_User` empty is answered 201",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        let position = work.table.position("entry_User").unwrap_or_default();
        for (outcome, item) in outcomes.iter_mut().zip(work.items) {
            let is_empty = item
                .row
                .as_ref()
                .is_some_and(|row| row.cells.get(position) == Some(&Cell::Null));
            if outcome.status == 200 && is_empty {
                outcome.status = 201;
                outcome.message = "Created".to_owned();
            }
        }
        Ok(outcomes)
    }
}
