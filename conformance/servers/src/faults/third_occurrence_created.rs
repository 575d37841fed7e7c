//! Numbers the occurrences of a key within a batch in one bit, so that the third looks like the first. Teams miss it
//! because their duplicates come in pairs.
//! Found by `created-exactly-once`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "third-occurrence-created",
    family: 'G',
    found_by: "created-exactly-once",
    what: "the third item with one key in a batch is answered 201 like the first",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        for (at, item) in work.items.iter().enumerate() {
            let earlier = work
                .items
                .iter()
                .take(at)
                .filter(|other| other.is_good() && other.key == item.key)
                .count();
            if outcomes[at].status == 200 && earlier > 0 && earlier % 2 == 0 {
                outcomes[at].status = 201;
                outcomes[at].message = "Created".to_owned();
            }
        }
        Ok(outcomes)
    }
}
