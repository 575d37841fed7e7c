//! A path parameter that is no integer where one is declared is refused.

use super::applies::{NotApplicable, require, to_batches};
use super::violation::answered;
use super::{Case, Level, Oracle};
use crate::contract::{Operation, Parameter};
use crate::evidence::Evidence;
use crate::plan::PathDefect;

pub(super) static ORACLE: Oracle = Oracle {
    id: "invalid-path-refused",
    level: Level::Must,
    claim: "A path parameter that is no integer is not answered with success.",
    why: "The description: the parameter is an integer.",
    limits: "Large integers are left out, and a read that is answered 204: some services say so that nothing is there.",
    needs: &[],
    applies,
    check,
};

fn applies(operation: &Operation) -> Result<(), NotApplicable> {
    to_batches(operation)?;
    let mut parameters = operation.parameters.iter();
    let integer = parameters.any(Parameter::is_integer_in_path);
    require(integer, NotApplicable::NoIntegerInPath)
}

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence.calls() {
        let Some(PathDefect {
            parameter: name,
            value,
        }) = &view.request.path
        else {
            continue;
        };
        let integer = |p: &Parameter| p.name == *name && p.is_integer();
        if !evidence.operation.parameters.iter().any(integer) {
            continue;
        }
        let status = answer.status();
        // a number is an integer, if a large one
        let is_number = |text: &String| text.bytes().all(|b| b.is_ascii_digit());
        if value.text().as_ref().is_none_or(is_number) {
            continue;
        }
        if status == 204 && view.exchange.request.method == "GET" {
            case.arm(); // nothing is here, say some
            continue;
        }
        case.decide(!answer.is_success(), [view.site()], || {
            answered(view, answer)
        });
    }
}
