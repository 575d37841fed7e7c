//! Keeps text in a column of three bytes a character, as old databases do. Teams miss it until the first customer types
//! an emoji.
//! Found by `valid-item-no-5xx`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::changes::texts;
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "astral-is-500",
    family: 'C',
    found_by: "valid-item-no-5xx",
    what: "an item with a character beyond the basic plane is answered 500",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        work.apply_unless(|_, item| {
            let mut row = item.row.clone().filter(|_| item.is_good())?;
            let is_astral = texts(work.table, &mut row)
                .any(|text| text.chars().any(|letter| letter > '\u{ffff}'));
            is_astral.then_some((500, "incorrect string value"))
        })
    }
}
