//! Writers of different keys at the same time do not disturb each other.

use super::violation::{ItemState, item_is};
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "disjoint-writers-independent",
    level: Level::Must,
    claim: "Parallel batches without a common key are answered as if each were alone.",
    why: "The description: one operation per entity.",
    limits: "409, 423, 429 and 503 are ways to ask for another try.",
    needs: &[Need::Fresh, Need::TellsCreated, Need::Burst],
    applies: super::applies::with_many_keys,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, item, entry) in evidence.results().filter(|(view, ..)| view.concurrent) {
        let others = evidence
            .views
            .iter()
            .filter(|v| v.step == view.step && v.index != view.index);
        let shared = others
            .flat_map(|v| &v.items)
            .any(|other| other.item.key == item.item.key);
        if item.is_valid()
            && !shared
            && !item.repeated
            && item.past.is_untouched()
            && !matches!(entry.status, Some(409 | 423 | 429 | 503))
        {
            case.decide(entry.is_created(), [view.item_site(item)], || {
                item_is(ItemState::Parallel, entry)
            });
        }
    }
}
