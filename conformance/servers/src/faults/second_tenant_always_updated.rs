//! Asks the first database whether an entity exists, and the right one to write it, so that others never see Created.
//! Teams miss it because their tests have one tenant.
//! Found by `tenants-isolated`.

use std::sync::{Mutex, PoisonError};

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "second-tenant-always-updated",
    family: 'H',
    found_by: "tenants-isolated",
    what: "in every database but the first one used, a new entity is answered 200",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake {
    first: Mutex<Option<String>>,
}

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        let mut first = self.first.lock().unwrap_or_else(PoisonError::into_inner);
        if first.get_or_insert_with(|| work.tenant.to_owned()) != work.tenant {
            for outcome in outcomes.iter_mut().filter(|outcome| outcome.status == 201) {
                outcome.status = 200;
                outcome.message = "Updated".to_owned();
            }
        }
        Ok(outcomes)
    }
}
