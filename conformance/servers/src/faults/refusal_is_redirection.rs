//! Answers a refused item with 302, the way the web pages of the same framework answer a form. Teams miss it because
//! their client asks only whether the status is below 400.
//! Found by `item-status-says-outcome`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "refusal-is-redirection",
    family: 'A',
    found_by: "item-status-says-outcome",
    what: "a refused item has the status 302",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        for outcome in outcomes.iter_mut().filter(|outcome| outcome.status == 422) {
            outcome.status = 302;
        }
        Ok(outcomes)
    }
}
