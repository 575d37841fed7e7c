//! A 207 with results reports no problem of the whole request.

use super::violation::AnswerKind;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "error-absent-on-success",
    level: Level::Should,
    claim: "A 207 that carries results has no problem in it.",
    why: "RFC 9457: a problem describes a failed request.",
    limits: "null and an absent member are both right.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    let Some(pointer) = &evidence.operation.envelope.error else {
        return;
    };
    for (view, answer, entries) in evidence.judged() {
        if entries.is_empty() || !entries.iter().any(|entry| entry.is_success()) {
            continue;
        }
        let error = answer
            .json
            .as_ref()
            .ok()
            .and_then(|body| body.pointer(pointer));
        let says = error
            .and_then(serde_json::Value::as_object)
            .is_some_and(|members| {
                members
                    .values()
                    .any(|v| !v.is_null() && *v != 0 && *v != 207)
            });
        let at = [view.body_site(pointer)];
        case.decide(!says, at, || AnswerKind::ProblemBesideResults);
    }
}
