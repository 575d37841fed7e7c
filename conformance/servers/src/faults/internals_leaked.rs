//! Puts the exception's whole text into the message of a refused item: statement, file and line. Teams miss it because it
//! helped them in development.
//! Found by `no-internals-leaked`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

const TRACE: &str =
    "System.Data.SqlClient.SqlException: INSERT INTO dbo.ProviderCred VALUES (@p0) failed
   at Store.Execute(SqlCommand command) in /srv/app/Store.cs:line 214";

pub(super) const FAULT: Fault = Fault {
    id: "internals-leaked",
    family: 'O',
    found_by: "no-internals-leaked",
    what: "the message of a refused item holds a statement and a stack trace",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        for outcome in outcomes.iter_mut().filter(|outcome| outcome.status == 422) {
            outcome.message = format!("{}: {TRACE}", outcome.message);
        }
        Ok(outcomes)
    }
}
