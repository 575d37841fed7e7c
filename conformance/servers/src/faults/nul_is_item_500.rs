//! Hands texts to a database that cannot store U+0000, and lets its error through as 500. Teams miss it because nobody
//! types it.
//! Found by `nul-no-item-5xx`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::changes::texts;
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "nul-is-item-500",
    family: 'K',
    found_by: "nul-no-item-5xx",
    what: "an item with U+0000 in a text is answered 500",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        work.apply_unless(|_, item| {
            let mut row = item.row.clone().filter(|_| item.is_good())?;
            let has_nul = texts(work.table, &mut row).any(|text| text.contains('\0'));
            has_nul.then_some((500, "invalid byte sequence"))
        })
    }
}
