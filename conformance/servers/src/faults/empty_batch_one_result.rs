//! Answers an empty batch with one result that stands for nothing: a loop that runs at least once. Teams miss it because
//! their client never sends an empty batch.
//! Found by `empty-batch-has-no-results`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "empty-batch-one-result",
    family: 'K',
    found_by: "empty-batch-has-no-results",
    what: "an empty batch is answered with one result",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        if !work.items.is_empty() {
            return work.apply();
        }
        let id = work
            .table
            .key
            .iter()
            .map(|property| (*property, None))
            .collect();
        Ok(vec![Outcome {
            id,
            status: 200,
            message: "Updated".to_owned(),
        }])
    }
}
