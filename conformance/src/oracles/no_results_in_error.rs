//! An answer that says failure reports no success in it.

use super::violation::CountKind;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "no-results-in-error",
    level: Level::Must,
    claim: "A 4xx or 5xx holds no successful results.",
    why: "A contradiction: the request was not carried out (RFC 9110, 15.5, 15.6).",
    limits: "Only answers of 400 and above.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence
        .batches()
        .filter(|(_, answer)| answer.status() >= 400)
    {
        let successes = answer
            .results
            .iter()
            .flatten()
            .filter(|entry| entry.is_success())
            .count();
        case.decide(successes == 0, [view.site()], || {
            CountKind::SuccessesInError {
                status: answer.status(),
                results: successes,
            }
        });
    }
}
