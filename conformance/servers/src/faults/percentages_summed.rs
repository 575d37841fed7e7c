//! Checks a sum over the batch, whatever entities it holds, where the rule is about one entity. Teams miss it because
//! each item passes alone.
//! Found by `unrelated-item-changes-nothing`.

use rusqlite::types::Value as Cell;

use super::Fault;
use crate::batch::{Item, Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "percentages-summed",
    family: 'E',
    found_by: "unrelated-item-changes-nothing",
    what: "an item is refused when the percentages of the batch so far sum up to more than 100",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let percentage = |item: &Item| {
            let at = work.table.position("percentage")?;
            match item
                .row
                .as_ref()
                .filter(|_| item.is_good())?
                .cells
                .get(at)?
            {
                Cell::Integer(value) => Some(*value),
                _ => None,
            }
        };
        work.apply_unless(|at, item| {
            let sum: i64 = work.items.iter().take(at).filter_map(percentage).sum();
            let exceeds = percentage(item)? + sum > 100 && sum > 0;
            exceeds.then_some((422, "the percentages exceed 100"))
        })
    }
}
