//! Nobody hears Updated before the one who created it was asked.

use std::collections::BTreeMap;

use super::applies::{NotApplicable, with_chosen_keys, with_many_keys};
use super::{Case, Level, Need, Oracle, Violation};
use crate::contract::Operation;
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "history-is-possible",
    level: Level::Must,
    claim: "No Updated ends before the Created of the same entity begins.",
    why: "The description: what exists is updated; real time orders what does not overlap.",
    limits: "Only keys that nobody wrote before, judged by the clock of the client: what overlaps may have come in any order.",
    needs: &[Need::Fresh, Need::Burst],
    applies,
    check,
};

fn applies(operation: &Operation) -> Result<(), NotApplicable> {
    with_chosen_keys(operation)?;
    with_many_keys(operation)
}

fn check(evidence: &Evidence, case: &mut Case) {
    let mut history: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (view, item, entry) in evidence.results() {
        if !item.is_valid() || item.repeated {
            continue;
        }
        let entity = (view.request.tenant, item.item.key);
        // what began as a race, and what came after it
        if view.concurrent && item.past.is_untouched() {
            history.entry(entity).or_default().push((view, entry));
        } else if let Some(writes) = history.get_mut(&entity) {
            writes.push((view, entry));
        }
    }
    for ((_, key), writes) in history {
        let Some((creator, _)) = writes.iter().find(|(_, entry)| entry.is_created()) else {
            continue;
        };
        let early = writes.iter().find(|(view, entry)| {
            entry.is_updated() && view.exchange.ended < creator.exchange.began
        });
        case.decide(early.is_none(), || {
            let index = early.map_or(0, |(view, _)| view.index);
            Violation::new(
                "order",
                format!(
                    "{key} was reported as updated before the request that created it was sent"
                ),
                &[index, creator.index],
            )
        });
    }
}
