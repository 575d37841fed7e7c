//! A client that hung up may send the batch again.

use super::violation::{ItemState, item_is};
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "retry-after-hanging-up",
    level: Level::Must,
    claim: "After a client hung up, its retry is answered with success.",
    why: "RFC 9110, 9.2.2: an idempotent request can be repeated automatically.",
    limits: "Created and updated are both right: nobody knows how far the first try came.",
    needs: &[Need::Parent],
    applies: super::applies::with_chosen_keys,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, item, entry) in evidence.results().filter(|(view, ..)| !view.concurrent) {
        let hung_up = evidence.views[..view.index]
            .iter()
            .any(|v| v.request.abandoned && v.items.iter().any(|i| i.item == item.item));
        if hung_up && item.is_valid() && !item.repeated {
            case.decide(!entry.is_refused(), [view.item_site(item)], || {
                item_is(ItemState::Retried, entry)
            });
        }
    }
}
