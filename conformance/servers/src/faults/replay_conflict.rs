//! Answers 409 to an item that would change nothing: an ORM reports no changed row, and the code takes that for a lost
//! race. Teams miss it because their tests never send the same batch twice, which is what a client does after a timeout.
//! Found by `replay-succeeds`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "replay-conflict",
    family: 'D',
    found_by: "replay-succeeds",
    what: "an item that holds exactly what is stored already is answered 409",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut unchanged = Vec::with_capacity(work.items.len());
        for item in work.items {
            let key: Option<Vec<i32>> = item.key.iter().copied().collect();
            let stored = key
                .map(|key| work.store.find(work.table, work.tenant, &key))
                .transpose()?
                .flatten();
            unchanged.push(stored.is_some() && stored == item.row);
        }
        let mut outcomes = work.apply()?;
        for (outcome, _) in outcomes
            .iter_mut()
            .zip(unchanged)
            .filter(|(_, unchanged)| *unchanged)
        {
            outcome.status = 409;
            outcome.message = "no row was changed".to_owned();
        }
        Ok(outcomes)
    }
}
