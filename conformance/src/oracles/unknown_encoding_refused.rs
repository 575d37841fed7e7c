//! A body in a content coding that nobody knows is not taken for plain JSON.

use super::{Case, Level, Oracle, Violation};
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
        let status = answer.status();
        case.decide(!answer.is_success(), || {
            Violation::new(
                "Content-Encoding",
                format!("a body in an unknown coding is answered with {status}"),
                &[view.index],
            )
        });
    }
}
