//! Groups the batch by key and keeps the first of each group; the answer says Updated for the later ones. Teams miss it
//! because they look at the statuses.
//! Found by `last-occurrence-wins`.

use std::collections::HashSet;

use super::Fault;
use crate::batch::{Item, Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "later-duplicate-dropped",
    family: 'G',
    found_by: "last-occurrence-wins",
    what: "of two items with one key only the first is stored, and both are answered as successes",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let outcomes = work.rehearse()?;
        let mut seen = HashSet::new();
        let firsts: Vec<Item> = work
            .items
            .iter()
            .filter(|item| !item.is_good() || seen.insert(item.key.clone()))
            .cloned()
            .collect();
        work.with(&firsts).apply()?;
        Ok(outcomes)
    }
}
