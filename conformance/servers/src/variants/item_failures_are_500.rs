//! Refuses items with 500 and says why: the description names 500 as an example, though RFC 9110 has 4xx for the
//! client's mistakes.

use super::Variant;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const VARIANT: Variant = Variant {
    id: "item-failures-are-500",
    what: "a refused item has the status 500 and a message that says what is wrong",
    may_be_noted_by: &["bad-item-is-client-error"],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        for outcome in outcomes.iter_mut().filter(|outcome| outcome.status == 422) {
            outcome.status = 500;
        }
        Ok(outcomes)
    }
}
