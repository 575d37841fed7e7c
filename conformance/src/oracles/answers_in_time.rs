//! A request that stands alone is answered within the time-out. Counts only when it hangs again with fresh keys: a slow
//! moment of a busy machine is no evidence. Says nothing of races, nor of batches of more than 100 items.

use super::violation::{Sent, Tries, ViolationKind::Lost};
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;
use crate::transcript::{Outcome, Unavailable};

pub(super) static ORACLE: Oracle = Oracle {
    id: "answers-in-time",
    level: Level::Should,
    claim: "No request makes the server hang.",
    why: "A request that a server cannot carry out in time is refused (RFC 9110, 15.6.4 and 15.5.9); input that makes it hang is a way to stop it.",
    limits: "Counts only when it hangs again with fresh keys, while sound requests in between are answered, and with a time-out of 5 s or more; races and batches of more than 100 items are left out.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

/// Microseconds: who waits less is impatient, and learns nothing.
const PATIENCE: u64 = 5_000_000;

fn check(evidence: &Evidence, case: &mut Case) {
    let alone = evidence
        .views
        .iter()
        .filter(|view| !view.concurrent && !view.request.abandoned);
    for view in alone.filter(|view| view.items.len() <= 100) {
        let hangs = matches!(
            view.exchange.outcome,
            Outcome::Unavailable(Unavailable::TimeOut)
        );
        let waited = view.exchange.ended.saturating_sub(view.exchange.began);
        if hangs && waited < PATIENCE {
            case.arm();
        } else if hangs || view.answer.is_some() {
            case.decide(!hangs, [view.site()], || Lost {
                request: Sent::of(view),
                cause: Unavailable::TimeOut,
                tries: Tries::Seconds(waited / 1_000_000),
            });
        }
    }
}
