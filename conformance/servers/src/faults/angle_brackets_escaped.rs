//! Escapes texts for HTML when they are stored instead of when they are shown. Teams miss it because their page shows
//! them right.
//! Found by `strings-read-back-exactly`.

use super::Fault;
use crate::batch::Item;
use crate::changes::texts;
use crate::seams::{Seams, fresh};
use crate::store::Table;

pub(super) const FAULT: Fault = Fault {
    id: "angle-brackets-escaped",
    family: 'K',
    found_by: "strings-read-back-exactly",
    what: "angle brackets and ampersands are stored as HTML entities",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn item(&self, table: &'static Table, item: &mut Item) {
        let Some(row) = &mut item.row else { return };
        for text in texts(table, row) {
            *text = text
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;");
        }
    }
}
