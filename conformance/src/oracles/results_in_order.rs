//! Results stand in the order of the items.

use super::violation::AnswerKind;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "results-in-order",
    level: Level::May,
    claim: "Results stand in the order of the items.",
    why: "FHIR and common practice. Advice only: RFC 4918, 13 leaves the order open and the ids tell.",
    limits: "Only batches of distinct keys whose every result is told by its id: RFC 4918 lets multistatus answers come in any order.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, _, entries) in evidence.judged() {
        if entries.len() != view.items.len()
            || view
                .items
                .iter()
                .any(|item| item.repeated || item.entry.is_none())
        {
            continue;
        }
        case.decide(
            view.items
                .iter()
                .all(|item| item.entry == Some(item.position)),
            [view.site()],
            || AnswerKind::Order,
        );
    }
}
