//! Sets the message before the item is checked and forgets to replace it. Teams miss it because they look at the
//! status.
//! Found by `message-agrees-with-status`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "refusal-says-updated",
    family: 'B',
    found_by: "message-agrees-with-status",
    what: "the message of a refused item is `Updated`",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        for outcome in outcomes.iter_mut().filter(|outcome| outcome.status >= 400) {
            outcome.message = "Updated".to_owned();
        }
        Ok(outcomes)
    }
}
