//! Counts bytes where JSON Schema counts characters: the length function of the language, or a column measured in bytes.
//! Teams miss it because their test data is English.
//! Found by `length-in-code-points`.

use super::Fault;
use generated::support::json::Violation;
use rusqlite::types::Value as Cell;

use crate::batch::Item;
use crate::seams::{Seams, fresh};
use crate::store::Table;

/// The limits, as somebody copied them from the description.
const LIMITS: [(&str, usize); 6] = [
    ("entry_User", 20),
    ("update_User", 20),
    ("license_Name", 512),
    ("license_Number", 50),
    ("specialty_Code", 10),
    ("state", 2),
];

pub(super) const FAULT: Fault = Fault {
    id: "length-in-bytes",
    family: 'K',
    found_by: "length-in-code-points",
    what: "text within its maxLength is refused when its UTF-8 form is longer",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn item(&self, table: &'static Table, item: &mut Item) {
        let Some(row) = &item.row else { return };
        for (property, limit) in LIMITS {
            let cell = table.position(property).and_then(|at| row.cells.get(at));
            if matches!(cell, Some(Cell::Text(text)) if text.len() > limit) {
                item.violations.push(Violation {
                    pointer: format!("/{property}"),
                    code: "maxLength",
                    message: format!("must have at most {limit} characters"),
                });
            }
        }
    }
}
