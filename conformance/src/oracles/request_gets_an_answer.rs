//! A request is answered, if only with an error. Counts only where every attempt was left without an answer, and again
//! with fresh keys: a single broken connection is no evidence. Says nothing of requests that could not be sent.

use super::violation::{Sent, Tries, ViolationKind::Lost};
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;
use crate::transcript::{Outcome, Unavailable};

pub(super) static ORACLE: Oracle = Oracle {
    id: "request-gets-an-answer",
    level: Level::Should,
    claim: "A request is not left without an answer.",
    why: "RFC 9110, 15.5 and 15.6: what a server cannot or will not do is told by a status; a connection that just closes is a crash.",
    limits: "Counts only when every attempt is left without an answer, and again with fresh keys, while sound requests in between are answered.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for view in evidence
        .views
        .iter()
        .filter(|view| !view.request.abandoned && !view.concurrent)
    {
        let closed = matches!(
            view.exchange.outcome,
            Outcome::Unavailable(Unavailable::Closed)
        );
        if closed || view.answer.is_some() {
            case.decide(!closed, [view.site()], || Lost {
                request: Sent::of(view),
                cause: Unavailable::Closed,
                tries: Tries::Attempts(view.exchange.attempts),
            });
        }
    }
}
