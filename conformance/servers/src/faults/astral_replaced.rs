//! Stores text in a column that replaces what it cannot hold by a question mark. Teams miss it until the first customer
//! types an emoji.
//! Found by `strings-read-back-exactly`.

use super::Fault;
use crate::batch::Item;
use crate::changes::texts;
use crate::seams::{Seams, fresh};
use crate::store::Table;

pub(super) const FAULT: Fault = Fault {
    id: "astral-replaced",
    family: 'K',
    found_by: "strings-read-back-exactly",
    what: "a character beyond the basic plane is stored as a question mark",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn item(&self, table: &'static Table, item: &mut Item) {
        let Some(row) = &mut item.row else { return };
        for text in texts(table, row) {
            *text = text
                .chars()
                .map(|letter| if letter > '\u{ffff}' { '?' } else { letter })
                .collect();
        }
    }
}
