//! Reads integers as 64 bits and casts them to 32: a key of 4294967297 becomes 1. Teams miss it because keys are small for
//! the first twenty years.
//! Found by `integers-not-wrapped`.

use super::Fault;
use serde_json::Value;

use crate::batch::Item;
use crate::changes::{is_complete, lenient};
use crate::seams::{Seams, fresh};
use crate::store::Table;

pub(super) const FAULT: Fault = Fault {
    id: "integers-wrapped",
    family: 'K',
    found_by: "integers-not-wrapped",
    what: "an integer beyond int32 is cut to its low 32 bits and the item is applied",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn item(&self, table: &'static Table, item: &mut Item) {
        let Some(sent) = &item.sent else { return };
        let mut wrapped = sent.clone();
        for violation in &item.violations {
            let Some(value) = wrapped.pointer_mut(&violation.pointer) else {
                return;
            };
            let Some(wide) = value.as_i64() else { return };
            // The mistake itself: a cast instead of a conversion.
            *value = Value::from(wide as i32);
        }
        if let Some(row) = lenient(table, &wrapped).filter(|row| is_complete(table, row)) {
            item.key = row.key(table);
            item.row = Some(row);
            item.violations.clear();
        }
    }
}
