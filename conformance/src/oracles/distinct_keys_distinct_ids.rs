//! Two items with different keys never get the same id.

use super::violation::AnswerKind;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "distinct-keys-distinct-ids",
    level: Level::Must,
    claim: "Results for different keys have different ids.",
    why: "The description: the id is unique.",
    limits: "Only successful results with an id, in batches of distinct keys.",
    needs: &[],
    applies: super::applies::with_result_ids,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, _, entries) in evidence.judged() {
        if view
            .items
            .iter()
            .any(|item| item.repeated || !item.names_entity())
        {
            continue;
        }
        let mut seen = std::collections::HashMap::new();
        for (position, entry) in entries
            .iter()
            .enumerate()
            .filter(|(_, e)| e.is_success() && !e.id.is_empty())
        {
            let first = *seen.entry(format!("{:?}", entry.id)).or_insert(position);
            let at = [view.result_site(first), view.result_site(position)];
            case.decide(first == position, at, || {
                AnswerKind::SameId(first, position)
            });
        }
    }
}
