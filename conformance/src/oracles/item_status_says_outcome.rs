//! A result says that the operation succeeded or that it failed. Leaves numbers that are no status to another oracle.

use super::violation::{ItemState, item_is};
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "item-status-says-outcome",
    level: Level::Should,
    claim: "The status of a result is a success or an error, not a redirection.",
    why: "RFC 9110, 15.4: 3xx asks for another request, and a result has no Location.",
    limits: "Only statuses that say neither success nor failure.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, item, entry) in evidence.results() {
        let Some(status) = entry.status.filter(|status| (200..600).contains(status)) else {
            continue;
        };
        case.decide(
            !(300..400).contains(&status),
            [view.item_site(item)],
            || item_is(ItemState::Redirected, entry),
        );
    }
}
