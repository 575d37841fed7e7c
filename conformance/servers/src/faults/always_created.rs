//! Says 201 Created for every success: the upsert statement does not tell which branch it took, and nobody asked.
//! Teams miss it because the stored values are right either way.
//! Found by `updated-after-created`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "always-created",
    family: 'C',
    found_by: "updated-after-created",
    what: "items that exist are answered 201 Created, though they are updated",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        for outcome in outcomes.iter_mut().filter(|outcome| outcome.status == 200) {
            outcome.status = 201;
            outcome.message = "Created".to_owned();
        }
        Ok(outcomes)
    }
}
