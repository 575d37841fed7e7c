//! No input makes the server hang. Says nothing of requests that contend for the same keys, nor of a target that answers
//! nobody.

use super::{Case, Level, Oracle, Violation};
use crate::drive::TIME_OUT;
use crate::judge::Evidence;
use crate::transcript::Outcome;

pub(super) static ORACLE: Oracle = Oracle {
    id: "answers-in-time",
    level: Level::Should,
    claim: "A request is answered before the client's time-out.",
    why: "RFC 9110, 15.6 and 15.5.9: a server that cannot go on says so; CWE-400.",
    needs: &[],
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for view in evidence.views.iter().filter(|view| !view.concurrent && !view.request.abandoned) {
        let hung = matches!(&view.exchange.outcome, Outcome::Unavailable(reason) if reason == TIME_OUT);
        if hung || view.answer.is_some() {
            case.decide(!hung, || {
                let message = format!("{}: no answer within the time-out", evidence.plan.name);
                Violation::new(evidence.plan.name.clone(), message, &[view.index])
            });
        }
    }
}
