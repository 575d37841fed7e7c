//! Gives a refused item the status 500: every exception inside the loop is caught in one place. Clients that retry on 5xx
//! send the same bad item for ever.
//! Found by `bad-item-is-client-error`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "bad-item-is-500",
    family: 'C',
    found_by: "bad-item-is-client-error",
    what: "a refused item has the status 500",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        for outcome in outcomes.iter_mut().filter(|outcome| outcome.status == 422) {
            outcome.status = 500;
        }
        Ok(outcomes)
    }
}
