//! The id of a call is there to be quoted, so it is not empty.

use super::violation::AnswerKind;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "call-id-not-empty",
    level: Level::Should,
    claim: "The id of a call is not empty.",
    why: "The description: the member is required; it names one call.",
    limits: "An absent id is not judged here but by the schema.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    let Some(pointer) = &evidence.operation.envelope.call_id else {
        return;
    };
    for view in &evidence.views {
        let Some(Ok(body)) = view.answer.as_ref().map(|a| &a.json) else {
            continue;
        };
        let Some(id) = body.pointer(pointer).and_then(serde_json::Value::as_str) else {
            continue;
        };
        let at = [view.body_site(pointer)];
        case.decide(!id.trim().is_empty(), at, || AnswerKind::CallIdEmpty);
    }
}
