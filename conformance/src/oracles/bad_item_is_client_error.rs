//! A refused item is the client's fault, so its status is 4xx.

use super::violation::{ItemState, item_is};
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "bad-item-is-client-error",
    level: Level::May,
    claim: "A bad item is answered with 4xx, not with 5xx.",
    why: "RFC 9110, 15.5. Advice only: the description gives 500 as an example of an item status.",
    limits: "Repeated keys are left out; the description names 500 as an example, so it is no MUST.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, item, entry) in evidence.results().filter(|(_, item, _)| !item.repeated) {
        let Some(defect) = item.item.defect.as_ref().filter(|_| entry.is_refused()) else {
            continue;
        };
        let right = entry.status.is_none_or(|s| (400..500).contains(&s));
        case.decide(right, [view.item_site(item)], || {
            item_is(ItemState::Defect(defect.into()), entry)
        });
    }
}
