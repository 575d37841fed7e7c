//! Refuses every item when one is bad: the whole array goes through one validator, whose single verdict is copied to all.
//! Nothing is applied, so the answer is true, but a batch of a thousand fails for one wrong letter.
//! Found by `bad-item-isolated`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "bad-item-refuses-batch",
    family: 'F',
    found_by: "bad-item-isolated",
    what: "one refused item makes every item of the batch a 422",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let Some(bad) = work
            .items
            .iter()
            .position(|item| !item.violations.is_empty())
        else {
            return work.apply();
        };
        let mut outcomes = work.rehearse()?;
        let message = outcomes[bad].message.clone();
        for outcome in &mut outcomes {
            outcome.status = 422;
            outcome.message.clone_from(&message);
        }
        Ok(outcomes)
    }
}
