//! Stores an item and then validates it: the answer is 422, the row stays. Teams make it when validation moves behind the
//! mapper that also saves, or when the transaction is committed item by item before the rules have run.
//! Found by `refusal-not-applied`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::changes::{is_complete, lenient};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "refused-item-applied",
    family: 'F',
    found_by: "refusal-not-applied",
    what: "an item that is answered 422 is stored all the same, as far as it could be read",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let outcomes = work.apply()?;
        let refused = work.items.iter().filter(|item| !item.violations.is_empty());
        let readable = refused.filter_map(|item| lenient(work.table, item.sent.as_ref()?));
        let rows: Vec<_> = readable
            .filter(|row| is_complete(work.table, row))
            .collect();
        work.store.write(|transaction| {
            rows.iter()
                .try_for_each(|row| transaction.upsert(work.table, work.tenant, row).map(drop))
        })?;
        Ok(outcomes)
    }
}
