//! Who has no credentials learns nothing about the body.

use super::violation::{Sent, ViolationKind::Answered};
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;
use crate::plan::{Credentials, RequestDefect};

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
        let beside = match (view.request.body_defect(), &view.request.media_type) {
            (Some(body), _) => RequestDefect::Body(body.clone()),
            (None, Some(name)) => RequestDefect::MediaType(name.clone()),
            (None, None) => continue,
        };
        if view.request.credentials != Credentials::None {
            continue;
        }
        let status = answer.status();
        if answer.is_client_error() {
            let request = Sent::Unauthorized(beside);
            case.decide(matches!(status, 401 | 403), [view.site()], || Answered {
                request,
                status,
            });
        }
    }
}
