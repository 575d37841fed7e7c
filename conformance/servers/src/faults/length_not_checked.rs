//! Does not look at maxLength: the limit stands in the description and in nobody's code, and the column takes any text.
//! Teams miss it because their user interface has the limit.
//! Found by `constraint-enforced`.

use super::Fault;
use crate::batch::Item;
use crate::changes::{is_complete, lenient};
use crate::seams::{Seams, fresh};
use crate::store::Table;

pub(super) const FAULT: Fault = Fault {
    id: "length-not-checked",
    family: 'C',
    found_by: "constraint-enforced",
    what: "text over its maxLength is accepted and stored",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn item(&self, table: &'static Table, item: &mut Item) {
        let Some(sent) = &item.sent else { return };
        if !item
            .violations
            .iter()
            .all(|violation| violation.code == "maxLength")
        {
            return;
        }
        if let Some(row) = lenient(table, sent).filter(|row| is_complete(table, row)) {
            item.key = row.key(table);
            item.row = Some(row);
            item.violations.clear();
        }
    }
}
