//! Binds a missing key to the default of its type, 0, and goes on. Teams miss it because the item is stored, under a
//! key that nobody asked for.
//! Found by `invalid-item-refused`.

use serde_json::Value;

use super::Fault;
use crate::batch::Item;
use crate::changes::{is_complete, lenient};
use crate::seams::{Seams, fresh};
use crate::store::Table;

pub(super) const FAULT: Fault = Fault {
    id: "missing-key-is-zero",
    family: 'C',
    found_by: "invalid-item-refused",
    what: "an item without its key is applied under the key 0",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn item(&self, table: &'static Table, item: &mut Item) {
        let Some(mut sent) = item.sent.clone().filter(Value::is_object) else {
            return;
        };
        let key = table.key.last().copied().unwrap_or_default();
        if sent.get(key).is_some() {
            return;
        }
        sent[key] = 0.into();
        if let Some(row) = lenient(table, &sent).filter(|row| is_complete(table, row)) {
            item.key = row.key(table);
            item.row = Some(row);
            item.violations.clear();
        }
    }
}
