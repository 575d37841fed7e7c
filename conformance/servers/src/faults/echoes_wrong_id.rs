//! Gives each result the id of the item before it: the id is put together before the loop moves on.
//! Teams miss it because tests send one item, and for the first item the id is right.
//! Found by `ids-echo-keys`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "echoes-wrong-id",
    family: 'B',
    found_by: "ids-echo-keys",
    what: "each result but the first carries the id of the item before it",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        for at in (1..outcomes.len()).rev() {
            outcomes[at].id = outcomes[at - 1].id.clone();
        }
        Ok(outcomes)
    }
}
