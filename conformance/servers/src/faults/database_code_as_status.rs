//! Lets the error number of the database through as the status of the item. Teams miss it because their check is `not
//! 200 and not 201`.
//! Found by `item-status-in-range`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "database-code-as-status",
    family: 'A',
    found_by: "item-status-in-range",
    what: "an item that lacks a required member has the status 1048",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        for (outcome, item) in outcomes.iter_mut().zip(work.items) {
            if item
                .violations
                .iter()
                .any(|violation| violation.code == "required")
            {
                outcome.status = 1048;
            }
        }
        Ok(outcomes)
    }
}
