//! Gives a refused item the status 0: the field's default, because only successes set it. Teams miss it because their
//! client asks whether the status is 200 or 201, and otherwise shows the message.
//! Found by `item-status-in-range`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "refusal-status-zero",
    family: 'A',
    found_by: "item-status-in-range",
    what: "a refused item has the status 0",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        for outcome in outcomes.iter_mut().filter(|outcome| outcome.status == 422) {
            outcome.status = 0;
        }
        Ok(outcomes)
    }
}
