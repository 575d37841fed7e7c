//! Who has no credentials learns nothing about the body.

use super::{Case, Level, Oracle, Violation};
use crate::judge::{Evidence};
use crate::plan::{Credentials};

pub(super) static ORACLE: Oracle = Oracle {
    id: "unauthenticated-before-parsed",
    level: Level::Should,
    claim: "A request without credentials is answered with 401 also when its body is malformed.",
    why: "RFC 9110, 15.5.2; what is wrong with a body is for those who may send it.",
    needs: &[],
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence.batches() {
        if view.request.credentials != Credentials::None || view.request.body_defect().is_none() {
            continue;
        }
        let status = answer.status();
        if answer.is_client_error() {
            case.decide(matches!(status, 401 | 403), || {
                Violation::new("malformed body", format!("no credentials and a malformed body are answered with {status}"), &[view.index])
            });
        }
    }
}
