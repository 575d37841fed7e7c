//! From a transcript to verdicts: the transcript is made ready once, then every oracle of the table looks at it.

use crate::contract::Contract;
use crate::evidence::{Evidence, Given};
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
