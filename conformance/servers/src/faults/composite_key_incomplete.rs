//! Puts only the first part of a composite key into the id: a generic `id` of one column, written before there were keys
//! of two. Two services of one process can then not be told apart.
//! Found by `distinct-keys-distinct-ids`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "composite-key-incomplete",
    family: 'B',
    found_by: "distinct-keys-distinct-ids",
    what: "the id of an entity with a key of several parts holds only the first part",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        for outcome in &mut outcomes {
            outcome.id.truncate(1);
        }
        Ok(outcomes)
    }
}
