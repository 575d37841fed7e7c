//! The first write of a key that nobody used says Created.

use super::violation::{ItemState, item_is};
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "created-on-first-write",
    level: Level::Must,
    claim: "An entity that did not exist is answered with 201.",
    why: "The description: what does not exist is created; RFC 9110, 9.3.4: creation is 201.",
    limits: "Races and repeated keys are left out.",
    needs: &[Need::Fresh, Need::Parent],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, item, entry) in evidence.results().filter(|(view, ..)| !view.concurrent) {
        if item.is_valid() && !item.repeated && item.past.is_untouched() && entry.is_success() {
            case.decide(entry.is_created(), [view.item_site(item)], || {
                item_is(ItemState::Unused, entry)
            });
        }
    }
}
