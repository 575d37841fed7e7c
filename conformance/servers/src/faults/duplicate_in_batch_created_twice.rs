//! Says 201 for every occurrence of a new key in one batch: which entities exist is looked up once, before the loop. Teams
//! miss it because nobody sends the same key twice on purpose.
//! Found by `created-exactly-once`.

use super::Fault;
use std::collections::HashSet;

use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "duplicate-in-batch-created-twice",
    family: 'C',
    found_by: "created-exactly-once",
    what: "the second occurrence of a new key within one batch is answered 201 too",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        let created = outcomes.iter().filter(|outcome| outcome.status == 201);
        let created: HashSet<_> = created.map(|outcome| outcome.id.clone()).collect();
        for outcome in outcomes.iter_mut().filter(|outcome| outcome.status == 200) {
            if created.contains(&outcome.id) {
                outcome.status = 201;
                outcome.message = "Created".to_owned();
            }
        }
        Ok(outcomes)
    }
}
