//! Leaves the part of the key that the path names already out of the ids.

use super::Variant;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const VARIANT: Variant = Variant {
    id: "ids-without-the-parent",
    what: "the ids of services name the service alone",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        for outcome in outcomes.iter_mut().filter(|outcome| outcome.id.len() > 1) {
            outcome.id.retain(|(name, _)| *name != work.table.parent);
        }
        Ok(outcomes)
    }
}
