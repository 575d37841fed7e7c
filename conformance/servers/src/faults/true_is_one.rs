//! Takes true for 1 and false for 0 in integers, as the language does. Teams miss it because nobody sends that.
//! Found by `invalid-item-refused`.

use super::Fault;
use crate::batch::Item;
use crate::changes::{is_complete, lenient};
use crate::seams::{Seams, fresh};
use crate::store::{Kind, Table};

pub(super) const FAULT: Fault = Fault {
    id: "true-is-one",
    family: 'C',
    found_by: "invalid-item-refused",
    what: "true in an integer is taken for 1",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn item(&self, table: &'static Table, item: &mut Item) {
        let Some(mut sent) = item.sent.clone() else {
            return;
        };
        let mut read = false;
        for column in table
            .columns
            .iter()
            .filter(|column| column.kind == Kind::Integer)
        {
            if let Some(truth) = sent[column.property].as_bool() {
                sent[column.property] = i32::from(truth).into();
                read = true;
            }
        }
        let row = lenient(table, &sent).filter(|row| read && is_complete(table, row));
        if let Some(row) = row {
            item.key = row.key(table);
            item.row = Some(row);
            item.violations.clear();
        }
    }
}
