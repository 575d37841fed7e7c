//! A 207 with a body says what the body is. Which label it has is the matter of another oracle.

use super::{Case, Level, Oracle, Violation};
use crate::judge::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "content-type-present",
    level: Level::Should,
    claim: "A 207 has a Content-Type.",
    why: "RFC 9110, 8.3: a sender should label the content of a message.",
    limits: "Which media type it is, is judged elsewhere.",
    needs: &[],
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence.batches().filter(|(_, answer)| answer.status() == 207 && !answer.response.body.0.is_empty()) {
        case.decide(answer.response.media_type().is_some(), || {
            Violation::new("content-type", "the 207 has no Content-Type", &[view.index])
        });
    }
}
