//! A valid item under a known parent does not make the server fail.

use super::violation::{ItemState, item_is};
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "valid-item-no-5xx",
    level: Level::Must,
    claim: "A valid item is not answered with 5xx.",
    why: "RFC 9110, 15.6: 5xx says that the server erred.",
    limits: "Races and repeated keys are left out.",
    needs: &[Need::Parent],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, item, entry) in evidence.results().filter(|(view, ..)| !view.concurrent) {
        if item.is_valid()
            && !item.repeated
            && let Some(status) = entry.status
        {
            case.decide(status < 500, [view.item_site(item)], || {
                item_is(ItemState::Valid, entry)
            });
        }
    }
}
