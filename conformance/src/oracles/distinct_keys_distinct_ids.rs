//! Two items with different keys never get the same id.

use super::{Case, Level, Oracle, Violation};
use crate::judge::{Evidence};

pub(super) static ORACLE: Oracle = Oracle {
    id: "distinct-keys-distinct-ids",
    level: Level::Must,
    claim: "Results for different keys have different ids.",
    why: "The description: the id is unique.",
    needs: &[],
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, _, entries) in evidence.judged() {
        let mut seen = std::collections::HashMap::new();
        for item in view.items.iter().filter(|item| item.is_valid()) {
            let Some(entry) = item.entry.map(|at| &entries[at]).filter(|e| e.is_success() && !e.id.is_empty()) else { continue };
            let text = format!("{:?}", entry.id);
            let other = *seen.entry(text).or_insert(item.item.key);
            case.decide(other == item.item.key, || {
                let message = format!("{other} and {} have the same id in their results", item.item.key);
                Violation::new("id", message, &[view.index])
            });
        }
    }
}
