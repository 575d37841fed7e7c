//! Fails on the number 0 in an optional property: a share is divided by, or a look-up of type 0 finds nothing. Teams miss it
//! because 0 is no sensible value, only a valid one.
//! Found by `valid-item-no-5xx`.

use super::Fault;
use rusqlite::types::Value as Cell;

use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::{Row, StoreError, Table};

pub(super) const FAULT: Fault = Fault {
    id: "zero-is-500",
    family: 'C',
    found_by: "valid-item-no-5xx",
    what: "an item with the optional number 0 is answered 500 and not applied",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        if !work.items.iter().any(|item| {
            item.row
                .as_ref()
                .is_some_and(|row| has_zero(work.table, row))
        }) {
            return work.apply();
        }
        // One item after another, so that those without a zero are applied.
        let mut outcomes = Vec::with_capacity(work.items.len());
        for item in work.items {
            let one = Work {
                items: std::slice::from_ref(item),
                ..*work
            };
            if item
                .row
                .as_ref()
                .is_some_and(|row| has_zero(work.table, row))
            {
                let failed = |outcome| Outcome {
                    status: 500,
                    message: "an error occurred".to_owned(),
                    ..outcome
                };
                outcomes.extend(one.rehearse()?.into_iter().map(failed));
            } else {
                outcomes.extend(one.apply()?);
            }
        }
        Ok(outcomes)
    }
}

fn has_zero(table: &Table, row: &Row) -> bool {
    let cells = table.columns.iter().zip(&row.cells);
    cells
        .filter(|(column, _)| !column.required)
        .any(|(_, cell)| *cell == Cell::Integer(0))
}
