//! A request without credentials is answered with 401 rather than with another refusal.

use super::violation::{Sent, ViolationKind::Status};
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;
use crate::plan::Credentials;

pub(super) static ORACLE: Oracle = Oracle {
    id: "missing-credentials-are-401",
    level: Level::Should,
    claim: "A request without credentials is answered with 401.",
    why: "The description documents 401; RFC 9110, 15.5.2.",
    limits: "Only refusals are judged: whether there is one is judged elsewhere. An operation that is no batch may hide behind 404 or 405.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence
        .calls()
        .filter(|(view, _)| view.request.credentials == Credentials::None)
    {
        let status = answer.status();
        // 5xx and success are told by other oracles
        if (300..500).contains(&status) {
            // what is not there can be asked for by nobody
            let hidden = evidence.batch.is_none() && matches!(status, 404 | 405);
            case.decide(status == 401 || hidden, [view.site()], || Status {
                request: Sent::of(view),
                status,
                expected: Some(401),
            });
        }
    }
}
