//! Leaves its loop at the first refused item and answers what it has. Teams miss it because their bad item is the last
//! one.
//! Found by `one-result-per-item`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "stops-at-first-refusal",
    family: 'F',
    found_by: "one-result-per-item",
    what: "items after the first refused one are neither applied nor answered",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let bad = work.items.iter().position(|item| !item.is_good());
        work.first(bad.map_or(work.items.len(), |bad| bad + 1))
            .apply()
    }
}
