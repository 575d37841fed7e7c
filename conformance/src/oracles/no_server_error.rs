//! No request makes the server fail as a whole. Overload (502, 503, 504) is no evidence; 501 is an answer to an unknown method.

use super::violation::answered;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "no-server-error",
    level: Level::Must,
    claim: "No request is answered with 5xx.",
    why: "RFC 9110, 15.6: 5xx says that the server erred; input is never its excuse.",
    limits: "429, 502, 503 and 504 speak of overload and are retried; 501 answers an unknown method.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for view in &evidence.views {
        let Some(answer) = &view.answer else { continue };
        let status = answer.status();
        case.decide(status < 500 || status == 501, [view.site()], || {
            answered(view, answer)
        });
    }
}
