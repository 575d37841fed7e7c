//! Normalises texts to composed letters before it stores them, so that what comes back is not what was sent. Teams miss
//! it because both look the same.
//! Found by `strings-read-back-exactly`.

use super::Fault;
use crate::batch::Item;
use crate::changes::texts;
use crate::seams::{Seams, fresh};
use crate::store::Table;

pub(super) const FAULT: Fault = Fault {
    id: "accents-composed",
    family: 'K',
    found_by: "strings-read-back-exactly",
    what: "a letter and its combining accent are stored as one letter",
    seams: fresh::<Mistake>,
};

/// Letters with the accents that nearly all composed letters of Europe are made of.
const COMPOSED: &str =
    "aáàâãäåeéèêẽë_iíìîĩï_oóòôõö_uúùûũüůnńǹ_ñ__cć_ĉ___AÁÀÂÃÄÅEÉÈÊẼË_IÍÌÎĨÏ_OÓÒÔÕÖ_UÚÙÛŨÜŮNŃǸ_Ñ__";
const ACCENTS: [char; 6] = [
    '\u{301}', '\u{300}', '\u{302}', '\u{303}', '\u{308}', '\u{30a}',
];

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn item(&self, table: &'static Table, item: &mut Item) {
        let Some(row) = &mut item.row else { return };
        for text in texts(table, row) {
            let mut composed = String::with_capacity(text.len());
            for letter in text.chars() {
                let both = composed
                    .chars()
                    .next_back()
                    .and_then(|base| compose(base, letter));
                if both.is_some() {
                    composed.pop();
                }
                composed.push(both.unwrap_or(letter));
            }
            *text = composed;
        }
    }
}

fn compose(base: char, accent: char) -> Option<char> {
    let column = ACCENTS.iter().position(|known| *known == accent)?;
    let row = COMPOSED
        .chars()
        .position(|known| known == base)
        .filter(|at| at % 7 == 0)?;
    COMPOSED
        .chars()
        .nth(row + 1 + column)
        .filter(|both| *both != '_')
}
