//! Applies a batch as a whole or not at all: the siblings of a bad item are answered 424 Failed Dependency. The
//! description does not say that items are independent.

use super::Variant;
use crate::batch::{Item, Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const VARIANT: Variant = Variant {
    id: "atomic-424",
    what: "one bad item fails its siblings with 424, and nothing is applied",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let all_good = work.items.iter().all(Item::is_good);
        work.apply_unless(|_, item| {
            (!all_good && item.is_good()).then_some((424, "another item of the batch was refused"))
        })
    }
}
