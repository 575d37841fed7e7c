//! Says "Updated" in every success: the text is a constant of the operation, the status comes from the database. Teams miss
//! it because nobody reads the text of a success.
//! Found by `message-agrees-with-status`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "message-contradicts-status",
    family: 'B',
    found_by: "message-agrees-with-status",
    what: "a result with the status 201 says Updated",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        for outcome in outcomes.iter_mut().filter(|outcome| outcome.status == 201) {
            outcome.message = "Updated".to_owned();
        }
        Ok(outcomes)
    }
}
