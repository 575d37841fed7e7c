//! Reads numbers from text in one of two workers, which were deployed at different times. Teams miss it because a
//! repeated test seems flaky and is run again.
//! Found by `coercible-types-handled-alike`.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::Fault;
use crate::batch::Item;
use crate::changes::{is_complete, lenient};
use crate::seams::{Seams, fresh};
use crate::store::{Kind, Table};

pub(super) const FAULT: Fault = Fault {
    id: "numeric-text-sometimes-read",
    family: 'C',
    found_by: "coercible-types-handled-alike",
    what: "a number sent as text is taken every second time",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake {
    calls: AtomicUsize,
}

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
            let number = sent[column.property]
                .as_str()
                .and_then(|text| text.parse::<i32>().ok());
            if let Some(number) = number {
                sent[column.property] = number.into();
                read = true;
            }
        }
        if !read || self.calls.fetch_add(1, Ordering::Relaxed) % 2 == 1 {
            return;
        }
        let row = lenient(table, &sent);
        if let Some(row) = row.filter(|row| is_complete(table, row)) {
            item.key = row.key(table);
            item.row = Some(row);
            item.violations.clear();
        }
    }
}
