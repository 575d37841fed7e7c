//! Has a rule that the description does not tell: a percentage lies between 0 and 100.

use rusqlite::types::Value as Cell;

use super::Variant;
use crate::batch::Item;
use crate::changes::blame;
use crate::seams::{Seams, fresh};
use crate::store::Table;

pub(super) const VARIANT: Variant = Variant {
    id: "percentage-up-to-100",
    what: "a percentage below 0 or above 100 is refused",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn item(&self, table: &'static Table, item: &mut Item) {
        let percentage = table
            .position("percentage")
            .zip(item.row.as_ref())
            .and_then(|(at, row)| row.cells.get(at));
        if matches!(percentage, Some(Cell::Integer(value)) if !(0..=100).contains(value)) {
            blame(item, "percentage", "must lie between 0 and 100");
        }
    }
}
