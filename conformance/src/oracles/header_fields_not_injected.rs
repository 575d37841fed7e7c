//! Line ends in a value that a client sent never begin a header field of the answer. Says nothing of how such a value is
//! refused.

use super::applies::{NotApplicable, require, to_batches};
use super::violation::AnswerKind;
use super::{Case, Level, Oracle};
use crate::contract::{Operation, Place};
use crate::evidence::Evidence;
use crate::plan::{INJECTED_FIELD, PathValue};

pub(super) static ORACLE: Oracle = Oracle {
    id: "header-fields-not-injected",
    level: Level::Must,
    claim: "Line ends within a sent value do not become a header field of the answer.",
    why: "RFC 9110, 5.5: CR and LF in a field value are refused or replaced; what follows them would be read as a field of its own (response splitting).",
    limits: "How the value is refused, or whether it is taken, is not judged.",
    needs: &[],
    applies,
    check,
};

fn applies(operation: &Operation) -> Result<(), NotApplicable> {
    to_batches(operation)?;
    let mut in_path = operation.parameters_in(Place::Path);
    require(in_path.next().is_some(), NotApplicable::NoPathParameter)
}

fn check(evidence: &Evidence, case: &mut Case) {
    for view in &evidence.views {
        let path = view.request.path.as_ref();
        let Some(path) = path.filter(|path| path.value == PathValue::LineEnds) else {
            continue;
        };
        let Some(answer) = &view.answer else {
            case.arm();
            continue;
        };
        let injected = answer.response.header(INJECTED_FIELD).is_some();
        case.decide(!injected, [view.site()], || AnswerKind::FieldInjected {
            parameter: path.parameter.clone(),
            name: INJECTED_FIELD,
        });
    }
}
