//! Writes texts and numbers of an entity in two statements without a transaction around them. Teams miss it because
//! their tests send one request at a time.
//! Found by `values-of-one-writer`.

use std::thread::sleep;
use std::time::Duration;

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::changes::Crossing;
use crate::seams::{Seams, fresh};
use crate::store::{Kind, StoreError};

pub(super) const FAULT: Fault = Fault {
    id: "values-mixed",
    family: 'P',
    found_by: "values-of-one-writer",
    what: "of writers for one key at the same moment, one leaves its texts and another its other values",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake {
    crossing: Crossing,
}

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let visit = self.crossing.enter(work);
        sleep(Duration::from_millis(5));
        work.apply_with(&|transaction, item, row| {
            let Some(key) = item.whole_key().filter(|key| visit.met_key(key)) else {
                return Ok(());
            };
            let Some(stored) = transaction.find(work.table, work.tenant, &key)? else {
                return Ok(());
            };
            for ((column, cell), before) in work
                .table
                .columns
                .iter()
                .zip(&mut row.cells)
                .zip(stored.cells)
            {
                if column.kind != Kind::Text {
                    *cell = before;
                }
            }
            Ok(())
        })
    }
}
