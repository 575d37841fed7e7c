//! Takes the first of several items with one key and refuses the later ones, because it cannot say which is meant.

use super::Variant;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const VARIANT: Variant = Variant {
    id: "duplicates-are-409-items",
    what: "of several items with one key the later ones are answered 409",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        work.apply_unless(|at, item| {
            let is_later = work
                .items
                .iter()
                .take(at)
                .any(|earlier| earlier.is_good() && earlier.key == item.key);
            (item.is_good() && is_later)
                .then_some((409, "an earlier item of the batch has this key"))
        })
    }
}
