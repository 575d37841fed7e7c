//! Contention is no reason to fail: items are 2xx, or 409 and the like.

use super::violation::{ItemState, item_is};
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "no-5xx-item-under-race",
    level: Level::Should,
    claim: "No valid item is answered with 5xx because others write at the same time. 503 is allowed.",
    why: "RFC 9110, 15.6.",
    limits: "503 asks for another try.",
    needs: &[Need::Burst],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, item, entry) in evidence.results().filter(|(view, ..)| view.concurrent) {
        if item.is_valid()
            && let Some(status) = entry.status
        {
            let right = status < 500 || status == 503;
            case.decide(right, [view.item_site(item)], || {
                item_is(ItemState::Contended, entry)
            });
        }
    }
}
