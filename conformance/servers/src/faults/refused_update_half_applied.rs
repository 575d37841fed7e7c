//! Copies the values of an item onto the loaded entity one by one and validates in between: when one is refused, those
//! before it are saved with the next flush. Only entities that exist are hit, so a test that refuses new ones sees nothing.
//! Found by `refusal-reads-back-unchanged`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::changes::{is_complete, lenient};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "refused-update-half-applied",
    family: 'F',
    found_by: "refusal-reads-back-unchanged",
    what: "a refused item that exists is overwritten with those of its values that could be read",
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
                .try_for_each(|row| transaction.replace(work.table, work.tenant, row).map(drop))
        })?;
        Ok(outcomes)
    }
}
