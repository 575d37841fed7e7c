//! Nobody hears Updated before the one who created it was asked.

use std::collections::BTreeMap;

use super::applies::{NotApplicable, with_chosen_keys, with_many_keys};
use super::violation::EntityKind;
use super::{Case, Level, Need, Oracle};
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
        let early = early.map(|(view, _)| view.site());
        let holds = early.is_none();
        case.decide(holds, early.into_iter().chain([creator.site()]), || {
            EntityKind::UpdatedFirst(key)
        });
    }
}
