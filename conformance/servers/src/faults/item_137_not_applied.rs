//! Writes in blocks and loses one row where two of them meet; its answer was made before. Teams miss it because no test
//! sends so many items and reads them back.
//! Found by `success-was-applied`.

use super::Fault;
use crate::batch::{Item, Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "item-137-not-applied",
    family: 'F',
    found_by: "success-was-applied",
    what: "the 137th item of a batch is answered 201 and not stored",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work
            .apply_unless(|at, item| (at == 136 && item.is_good()).then_some((201, "Created")))?;
        if let (Some(outcome), Some(key)) = (
            outcomes.get_mut(136),
            work.items.get(136).and_then(Item::whole_key),
        ) && outcome.status == 201
            && work.store.find(work.table, work.tenant, &key)?.is_some()
        {
            outcome.status = 200;
            outcome.message = "Updated".to_owned();
        }
        Ok(outcomes)
    }
}
