//! The answer to HEAD ends with its header fields. Judged on a connection of its own, whose bytes are read; a status
//! that refuses HEAD has no body either.

use super::violation::AnswerKind;
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "head-has-no-body",
    level: Level::Must,
    claim: "The answer to HEAD has no body.",
    why: "RFC 9110, 9.3.2: the server MUST NOT send content in the response to HEAD.",
    limits: "Any status is right; what is judged are the bytes behind the header fields.",
    needs: &[Need::PlainHttp],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    let heads = |view: &&crate::evidence::View| view.request.method.as_deref() == Some("HEAD");
    for view in evidence.views.iter().filter(heads) {
        if view.answer.is_none() {
            case.arm();
            continue;
        }
        match &view.exchange.stray {
            None => case.holds(1),
            Some(stray) => case.decide(false, [view.site()], || {
                AnswerKind::BodyOfHead(stray.text().into_owned())
            }),
        }
    }
}
