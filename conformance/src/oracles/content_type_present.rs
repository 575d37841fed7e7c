//! A 207 with a body, and any such success of another operation, says what the body is. Which label it has is the matter of another oracle.

use super::violation::AnswerKind;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "content-type-present",
    level: Level::Should,
    claim: "A 207, or a success of an operation that is no batch, has a Content-Type when it has a body.",
    why: "RFC 9110, 8.3: a sender should label the content of a message.",
    limits: "Which media type it is, is judged elsewhere.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer, _) in evidence
        .promises()
        .filter(|(_, answer, _)| !answer.response.body.0.is_empty())
    {
        let present = answer.response.media_type().is_some();
        case.decide(present, [view.site()], || AnswerKind::FieldMissing {
            name: "Content-Type",
            status: answer.status(),
        });
    }
}
