//! Keeps texts that look like numbers as numbers: the database guesses the type. Teams miss it because their codes
//! begin with a letter.
//! Found by `strings-read-back-exactly`.

use super::Fault;
use crate::batch::Item;
use crate::changes::texts;
use crate::seams::{Seams, fresh};
use crate::store::Table;

pub(super) const FAULT: Fault = Fault {
    id: "leading-zeros-lost",
    family: 'R',
    found_by: "strings-read-back-exactly",
    what: "a text of digits loses its leading zeros",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn item(&self, table: &'static Table, item: &mut Item) {
        let Some(row) = &mut item.row else { return };
        for text in texts(table, row).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))
        {
            let significant = text.trim_start_matches('0').len().max(1).min(text.len());
            text.drain(..text.len() - significant);
        }
    }
}
