//! Counts results: a batch of distinct keys gets exactly one for each item, bad items included.

use super::violation::CountKind;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "one-result-per-item",
    level: Level::Must,
    claim: "A batch of distinct keys is answered with as many results as it has items.",
    why: "The description: one result per entity operation, each with its unique id.",
    limits: "Only batches of distinct keys, and bodies that are an object.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence
        .batches()
        .filter(|(view, answer)| view.request.is_sound() && answer.status() == 207)
    {
        let distinct = view.items.iter().all(|item| !item.repeated);
        if view.items.is_empty() || !distinct || !answer.has_envelope() {
            continue;
        }
        let (sent, got) = (
            view.items.len(),
            answer.results.as_ref().map_or(0, Vec::len),
        );
        case.decide(sent == got, [view.site()], || CountKind::results(sent, got));
    }
}
