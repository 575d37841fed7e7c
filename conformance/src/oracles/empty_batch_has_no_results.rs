//! An empty batch has no results and makes nobody fail.

use super::violation::CountKind;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "empty-batch-has-no-results",
    level: Level::Must,
    claim: "An empty batch is answered with no results, or refused.",
    why: "The description: one result per entity operation, and there is none.",
    limits: "A refusal with 4xx is right too.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence
        .batches()
        .filter(|(view, _)| view.request.is_sound() && view.items.is_empty())
    {
        let results = answer.results.as_ref().map_or(0, Vec::len);
        case.decide(results == 0, [view.site()], || {
            CountKind::results(0, results)
        });
    }
}
