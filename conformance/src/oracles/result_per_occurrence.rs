//! A key that stands twice in a batch gets two results.

use super::violation::{CountKind, Results};
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "result-per-occurrence",
    level: Level::Should,
    claim: "A batch with repeated keys is answered with one result per occurrence.",
    why: "The description: one result per entity operation.",
    limits: "A refusal of the whole batch is right.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, _, entries) in evidence.judged() {
        if !view.items.iter().any(|item| item.repeated)
            || view.items.iter().any(|item| !item.names_entity())
        {
            continue;
        }
        let (sent, received) = (view.items.len(), entries.len());
        case.decide(sent == received, [view.site()], || {
            CountKind::RepeatedKeys(Results { sent, received })
        });
    }
}
