//! Keeps its own record of who wrote what and when; what clients send there is ignored.

use generated::support::date_time::DateTime;
use rusqlite::types::Value as Cell;

use super::Variant;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const VARIANT: Variant = Variant {
    id: "audit-by-server",
    what: "the server sets entry_* at the creation and update_* at every update itself",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

/// Whoever signs in with the one API key.
const CALLER: &str = "api";

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let now = DateTime::now().to_string();
        work.apply_with(&|transaction, item, row| {
            let stored = match item.whole_key() {
                Some(key) => transaction.find(work.table, work.tenant, &key)?,
                None => None,
            };
            let is_new = stored.is_none();
            let mut set = |property, value: Cell| {
                if let Some(cell) = work
                    .table
                    .position(property)
                    .and_then(|at| row.cells.get_mut(at))
                {
                    *cell = value;
                }
            };
            let before = |property| {
                let at = work.table.position(property)?;
                stored.as_ref()?.cells.get(at).cloned()
            };
            set(
                "entry_Date",
                before("entry_Date").unwrap_or_else(|| Cell::Text(now.clone())),
            );
            set(
                "entry_User",
                before("entry_User").unwrap_or_else(|| Cell::Text(CALLER.to_owned())),
            );
            set(
                "update_Date",
                if is_new {
                    Cell::Null
                } else {
                    Cell::Text(now.clone())
                },
            );
            set(
                "update_User",
                if is_new {
                    Cell::Null
                } else {
                    Cell::Text(CALLER.to_owned())
                },
            );
            Ok(())
        })
    }
}
