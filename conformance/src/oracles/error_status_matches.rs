//! A problem inside an answer names the status that the answer has.

use super::applies::{NotApplicable, require, to_batches};
use super::violation::AnswerKind;
use super::{Case, Level, Oracle};
use crate::contract::Operation;
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "error-status-matches",
    level: Level::Must,
    claim: "The status member of a problem is the status of its response.",
    why: "RFC 9457, 3.1.2.",
    limits: "An absent status is right.",
    needs: &[],
    applies,
    check,
};

fn applies(operation: &Operation) -> Result<(), NotApplicable> {
    to_batches(operation)?;
    require(operation.envelope.error.is_some(), NotApplicable::NoProblem)
}

fn check(evidence: &Evidence, case: &mut Case) {
    let Some(pointer) = &evidence.operation.envelope.error else {
        return;
    };
    for view in &evidence.views {
        let Some(answer) = view.answer.as_ref().filter(|a| a.status() >= 400) else {
            continue;
        };
        let said = answer
            .json
            .as_ref()
            .ok()
            .and_then(|body| body.pointer(pointer)?["status"].as_i64());
        let Some(said) = said else {
            case.holds(1); // what is not said is not wrong
            continue;
        };
        let status = answer.status();
        let at = [view.body_site(pointer)];
        case.decide(said == i64::from(status), at, || {
            AnswerKind::ProblemStatus { status, said }
        });
    }
}
