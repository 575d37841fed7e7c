//! What began as an answer arrives whole. Counts only where every attempt broke off, and again with fresh keys: a single
//! broken connection is no evidence.

use super::violation::{Sent, Tries, ViolationKind::Lost};
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;
use crate::transcript::{Outcome, Unavailable};

pub(super) static ORACLE: Oracle = Oracle {
    id: "answer-not-cut-short",
    level: Level::Must,
    claim: "An answer is as long as it says, or ends with its last chunk.",
    why: "RFC 9112, 8: a message that ends before its announced length, or before the last chunk, is incomplete.",
    limits: "Counts only when every attempt breaks off, and again with fresh keys, while sound requests in between are answered.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for view in evidence.views.iter().filter(|view| !view.request.abandoned) {
        let cut = matches!(
            view.exchange.outcome,
            Outcome::Unavailable(Unavailable::CutShort)
        );
        if cut || view.answer.is_some() {
            case.decide(!cut, [view.site()], || Lost {
                request: Sent::of(view),
                cause: Unavailable::CutShort,
                tries: Tries::Attempts(view.exchange.attempts),
            });
        }
    }
}
