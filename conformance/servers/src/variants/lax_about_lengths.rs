//! Stores texts of any length: its columns have no limit. What it takes it keeps.

use super::Variant;
use crate::batch::Item;
use crate::changes::{is_complete, lenient};
use crate::seams::{Seams, fresh};
use crate::store::Table;

pub(super) const VARIANT: Variant = Variant {
    id: "lax-about-lengths",
    what: "texts longer than their maxLength are stored as they are",
    may_be_noted_by: &["constraint-enforced"],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn item(&self, table: &'static Table, item: &mut Item) {
        let only_lengths = item
            .violations
            .iter()
            .all(|violation| violation.code == "maxLength");
        let Some(sent) = item.sent.as_ref().filter(|_| only_lengths) else {
            return;
        };
        if let Some(row) = lenient(table, sent).filter(|row| is_complete(table, row)) {
            item.key = row.key(table);
            item.row = Some(row);
            item.violations.clear();
        }
    }
}
