//! Batches that take the same keys in opposite order both end.

use super::violation::{Sent, Tries, ViolationKind::Lost};
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;
use crate::transcript::{Outcome, Unavailable};

pub(super) static ORACLE: Oracle = Oracle {
    id: "overlapping-batches-end",
    level: Level::Should,
    claim: "Overlapping batches at the same time are all answered.",
    why: "A deadlock is the server's to resolve (RFC 9110, 15.6).",
    limits: "Counts only when it hangs again with fresh keys.",
    needs: &[Need::Burst],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for view in evidence
        .views
        .iter()
        .filter(|view| view.concurrent && view.items.len() > 1)
    {
        let timed_out = matches!(
            view.exchange.outcome,
            Outcome::Unavailable(Unavailable::TimeOut)
        );
        case.decide(!timed_out, [view.site()], || Lost {
            request: Sent::of(view),
            cause: Unavailable::TimeOut,
            tries: Tries::Overlapping,
        });
    }
}
