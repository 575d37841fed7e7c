//! Says 200 Updated for every success: the code that answers looks whether the entity exists after it was written.
//! Teams miss it because the stored values are right either way.
//! Found by `created-on-first-write`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "always-updated",
    family: 'C',
    found_by: "created-on-first-write",
    what: "items that are new are answered 200 Updated, though they are created",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        for outcome in outcomes.iter_mut().filter(|outcome| outcome.status == 201) {
            outcome.status = 200;
            outcome.message = "Updated".to_owned();
        }
        Ok(outcomes)
    }
}
