//! Writes a copy of every new entity under a derived key, for its history. Teams miss it because they read what they
//! wrote, and do not count.
//! Found by `count-grows-by-created`.

use rusqlite::types::Value as Cell;

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "phantom-twin-created",
    family: 'R',
    found_by: "count-grows-by-created",
    what: "every creation adds a second entity with another key",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let outcomes = work.apply()?;
        let created = outcomes
            .iter()
            .zip(work.items)
            .filter(|(outcome, _)| outcome.status == 201);
        work.store.write(|transaction| {
            for row in created.filter_map(|(_, item)| item.row.as_ref()) {
                let mut twin = row.clone();
                let at = work.table.key_positions().last().unwrap_or_default();
                if let Some(Cell::Integer(key)) = twin.cells.get_mut(at) {
                    *key ^= 0x2000_0000;
                }
                transaction.create(work.table, work.tenant, &twin)?;
            }
            Ok(outcomes.clone())
        })
    }
}
