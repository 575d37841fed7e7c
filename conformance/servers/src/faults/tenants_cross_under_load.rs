//! Keeps the current database in one variable for all requests. Teams miss it because it takes two tenants in the same
//! millisecond.
//! Found by `tenants-isolated`.

use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::Duration;

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "tenants-cross-under-load",
    family: 'H',
    found_by: "tenants-isolated",
    what: "batches for two databases at the same moment end up in one of them",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake {
    current: Mutex<String>,
}

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let current = || self.current.lock().unwrap_or_else(PoisonError::into_inner);
        work.tenant.clone_into(&mut current());
        sleep(Duration::from_millis(5));
        let tenant = current().clone();
        Work {
            tenant: &tenant,
            ..work.with(work.items)
        }
        .apply()
    }
}
