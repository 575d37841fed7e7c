//! Who has no credentials learns nothing about the body.

use super::{Case, Level, Oracle, Violation};
use crate::evidence::Evidence;
use crate::plan::Credentials;

pub(super) static ORACLE: Oracle = Oracle {
    id: "unauthenticated-before-parsed",
    level: Level::Should,
    claim: "A request without credentials is answered with 401 also when its body is malformed or of another media type.",
    why: "RFC 9110, 15.5.2; what is wrong with a body is for those who may send it.",
    limits: "403 is right too; whether the request is refused at all is judged elsewhere.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence.batches() {
        let what = match (view.request.body_defect(), &view.request.media_type) {
            (Some(_), _) => "malformed body",
            (None, Some(_)) => "media type",
            (None, None) => continue,
        };
        if view.request.credentials != Credentials::None {
            continue;
        }
        let status = answer.status();
        if answer.is_client_error() {
            case.decide(matches!(status, 401 | 403), || {
                Violation::new(
                    what,
                    format!("no credentials and a wrong {what} are answered with {status}"),
                    &[view.index],
                )
            });
        }
    }
}
