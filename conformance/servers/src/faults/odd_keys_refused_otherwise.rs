//! Spreads items over two workers by their keys, and one of them still runs the old validation, which answers 409.
//! Teams miss it because both are refusals.
//! Found by `renamed-keys-change-nothing`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "odd-keys-refused-otherwise",
    family: 'E',
    found_by: "renamed-keys-change-nothing",
    what: "bad items with an odd key are answered 409, the others 422",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        for outcome in &mut outcomes {
            let last = outcome.id.last().and_then(|(_, value)| *value);
            if outcome.status == 422 && last.is_some_and(|key| key % 2 != 0) {
                outcome.status = 409;
            }
        }
        Ok(outcomes)
    }
}
