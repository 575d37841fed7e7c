//! Compares a length with `<` where the description says at most. Teams miss it because their tests are far below the
//! limit or far above.
//! Found by `length-in-code-points`.

use rusqlite::types::Value as Cell;

use super::Fault;
use crate::batch::Item;
use crate::changes::blame;
use crate::seams::{Seams, fresh};
use crate::store::Table;

pub(super) const FAULT: Fault = Fault {
    id: "length-off-by-one",
    family: 'K',
    found_by: "length-in-code-points",
    what: "text of exactly its maxLength is refused",
    seams: fresh::<Mistake>,
};

const LIMITS: [(&str, usize); 6] = [
    ("entry_User", 20),
    ("update_User", 20),
    ("license_Name", 512),
    ("license_Number", 50),
    ("specialty_Code", 10),
    ("state", 2),
];

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn item(&self, table: &'static Table, item: &mut Item) {
        let Some(row) = &item.row else { return };
        let reached = LIMITS.iter().find(|(property, limit)| {
            let cell = table.position(property).and_then(|at| row.cells.get(at));
            matches!(cell, Some(Cell::Text(text)) if text.chars().count() == *limit)
        });
        if let Some((property, _)) = reached {
            blame(item, property, "is too long");
        }
    }
}
