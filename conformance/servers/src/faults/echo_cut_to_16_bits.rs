//! Echoes keys through a 16-bit field; what is stored is right. Teams miss it because the keys of test databases are
//! small.
//! Found by `ids-echo-keys`.

use super::Fault;
use crate::batch::{Outcome, Work};
use crate::seams::{Seams, fresh};
use crate::store::StoreError;

pub(super) const FAULT: Fault = Fault {
    id: "echo-cut-to-16-bits",
    family: 'B',
    found_by: "ids-echo-keys",
    what: "ids hold only the low 16 bits of a key",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn batch(&self, work: &Work<'_>) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes = work.apply()?;
        for (_, value) in outcomes.iter_mut().flat_map(|outcome| &mut outcome.id) {
            *value = value.map(|value| value & 0xffff);
        }
        Ok(outcomes)
    }
}
