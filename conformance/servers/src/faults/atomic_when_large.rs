//! Uses bulk insert, which takes all or nothing, for batches of more than five items. Teams miss it because they test
//! partial failure with three.
//! Found by `atomicity-is-consistent`.

use super::Fault;
use crate::batch::{Item, Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "atomic-when-large",
    family: 'F',
    found_by: "atomicity-is-consistent",
    what: "one bad item fails its siblings in batches of more than five items only",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let all_or_nothing = work.items.len() > 5 && !work.items.iter().all(Item::is_good);
        work.apply_unless(|_, item| {
            (all_or_nothing && item.is_good()).then_some((424, "another item failed"))
        })
    }
}
