//! Trims texts before it stores them. No one asked for the blanks.

use super::Variant;
use crate::batch::Item;
use crate::changes::texts;
use crate::seams::{Seams, fresh};
use crate::store::Table;

pub(super) const VARIANT: Variant = Variant {
    id: "blanks-trimmed",
    what: "blanks at the ends of texts are not stored",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn item(&self, table: &'static Table, item: &mut Item) {
        let Some(row) = &mut item.row else { return };
        for text in texts(table, row) {
            *text = text.trim().to_owned();
        }
    }
}
