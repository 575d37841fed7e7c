//! From a transcript to verdicts: the transcript is made ready once, then every oracle of the table looks at it.

mod answer;
mod correlate;
mod evidence;
mod model;
mod pairs;

pub use answer::{Answer, Entry, normal, same_key};
pub use correlate::{Naming, naming};
pub use evidence::{Evidence, Given, ItemView, View};
pub use model::Past;
pub use pairs::same_items;

use crate::contract::Contract;
use crate::oracles::{Judgement, ORACLES, Oracle};
use crate::transcript::Transcript;

/// What each oracle says of `transcript`, in the order of the table.
pub fn judge(
    contract: &Contract,
    transcript: &Transcript,
    given: Given,
) -> Vec<(&'static Oracle, Judgement)> {
    verdicts(&Evidence::new(contract, transcript, given))
}

/// What each oracle says of evidence that is at hand.
pub fn verdicts(evidence: &Evidence) -> Vec<(&'static Oracle, Judgement)> {
    ORACLES
        .iter()
        .map(|oracle| (*oracle, oracle.judge(evidence)))
        .collect()
}
