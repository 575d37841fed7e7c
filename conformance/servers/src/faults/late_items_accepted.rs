//! Hands everything after the tenth item to a queue and answers 202 for it, although the answer came from the database
//! by then. Teams miss it because their batches are small.
//! Found by `success-status-is-200-or-201`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "late-items-accepted",
    family: 'A',
    found_by: "success-status-is-200-or-201",
    what: "from the eleventh item of a batch on a success is 202",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        for outcome in outcomes
            .iter_mut()
            .skip(10)
            .filter(|outcome| outcome.status < 300)
        {
            outcome.status = 202;
            outcome.message = "Accepted".to_owned();
        }
        Ok(outcomes)
    }
}
