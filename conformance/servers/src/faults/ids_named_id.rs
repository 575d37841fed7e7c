//! Names every part of an id `Id`: a base class of entities with a surrogate key, where the real name was to be overridden.
//! Teams miss it because their client knows the order of the parts.
//! Found by `ids-name-the-key`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "ids-named-id",
    family: 'B',
    found_by: "ids-name-the-key",
    what: "every part of an id is named `Id` instead of its key property",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        for (name, _) in outcomes.iter_mut().flat_map(|outcome| &mut outcome.id) {
            *name = "Id";
        }
        Ok(outcomes)
    }
}
