//! Echoes keys without their sign: they are formatted for people. Teams miss it because nobody thinks of negative keys,
//! which the description allows.
//! Found by `ids-echo-keys`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "negative-key-echoed-positive",
    family: 'B',
    found_by: "ids-echo-keys",
    what: "a negative key is echoed without its sign",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        for (_, value) in outcomes.iter_mut().flat_map(|outcome| &mut outcome.id) {
            *value = value.map(i32::saturating_abs);
        }
        Ok(outcomes)
    }
}
