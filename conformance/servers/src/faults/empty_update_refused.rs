//! Refuses an update that has nothing but the key: "nothing to update" is a good answer to a PATCH, but here everything
//! beside the key may be left out. Teams miss it because the same item is accepted as long as it is new.
//! Found by `optional-absent-accepted`.

use generated::support::json::Violation;
use rusqlite::types::Value as Cell;

use super::Fault;
use crate::batch::{Item, Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::{Row, StoreError, Table};

pub(super) const FAULT: Fault = Fault {
    id: "empty-update-refused",
    family: 'C',
    found_by: "optional-absent-accepted",
    what: "an item that exists is refused if it is sent with its required properties only",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut items: Vec<Item> = work.items.to_vec();
        for item in &mut items {
            let key: Option<Vec<i32>> = item.key.iter().copied().collect();
            let (Some(key), Some(row)) = (key, &item.row) else {
                continue;
            };
            if is_bare(work.table, row) && work.store.find(work.table, work.tenant, &key)?.is_some()
            {
                item.violations.push(Violation {
                    pointer: String::new(),
                    code: "minProperties",
                    message: "there is nothing to update".to_owned(),
                });
            }
        }
        Work {
            items: &items,
            ..*work
        }
        .apply()
    }
}

fn is_bare(table: &Table, row: &Row) -> bool {
    let cells = table.columns.iter().zip(&row.cells);
    cells
        .filter(|(column, _)| !column.required)
        .all(|(_, cell)| *cell == Cell::Null)
}
