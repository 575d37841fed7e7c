//! Hands texts to code that ends them at U+0000. Teams miss it because nobody types it.
//! Found by `strings-read-back-exactly`.

use super::Fault;
use crate::batch::Item;
use crate::changes::texts;
use crate::seams::{Seams, fresh};
use crate::store::Table;

pub(super) const FAULT: Fault = Fault {
    id: "nul-cuts-text",
    family: 'R',
    found_by: "strings-read-back-exactly",
    what: "a text is stored up to its first U+0000",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn item(&self, table: &'static Table, item: &mut Item) {
        let Some(row) = &mut item.row else { return };
        for text in texts(table, row) {
            let end = text.find('\0').unwrap_or(text.len());
            text.truncate(end);
        }
    }
}
