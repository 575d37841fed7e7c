//! A body in a content coding that nobody knows is not taken for plain JSON.

use super::violation::answered;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "unknown-encoding-refused",
    level: Level::Should,
    claim: "A request with an unknown Content-Encoding is refused.",
    why: "RFC 9110, 8.4 and 15.5.16.",
    limits: "Any answer but success is right.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence
        .batches()
        .filter(|(view, _)| view.request.encoding.is_some())
    {
        case.decide(!answer.is_success(), [view.site()], || {
            answered(view, answer)
        });
    }
}
