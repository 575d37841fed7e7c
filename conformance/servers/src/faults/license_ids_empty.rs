//! Gives results of licenses an empty id, because the list of key fields was filled for services only. Teams miss it
//! because the array is there.
//! Found by `ids-name-the-key`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "license-ids-empty",
    family: 'B',
    found_by: "ids-name-the-key",
    what: "results of licenses have an empty id",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        if work.table.name == "licenses" {
            outcomes.iter_mut().for_each(|outcome| outcome.id.clear());
        }
        Ok(outcomes)
    }
}
