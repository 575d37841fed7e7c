//! Lets the message of the database through to the item, statement and all. Teams miss it because it helps them while
//! they develop.
//! Found by `no-internals-leaked`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "statement-in-refusal",
    family: 'O',
    found_by: "no-internals-leaked",
    what: "the message of a refused item tells the SQL that was not carried out",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        for outcome in outcomes.iter_mut().filter(|outcome| outcome.status >= 400) {
            outcome.message = format!(
                "SQL error in: INSERT INTO dbo.{} VALUES (@p0, @p1); {}",
                work.table.name, outcome.message
            );
        }
        Ok(outcomes)
    }
}
