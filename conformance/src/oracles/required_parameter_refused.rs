//! A call of an operation that is no batch which lacks a required parameter is refused.

use super::applies::{NotApplicable, require};
use super::violation::answered;
use super::{Case, Level, Oracle};
use crate::contract::Operation;
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "required-parameter-refused",
    level: Level::Must,
    claim: "A call of an operation that is no batch which lacks a required query, header or cookie parameter is not answered with success.",
    why: "The description: the parameter is required (OpenAPI 3.0.3, Parameter Object).",
    limits: "Parameters with a default and headers that only describe the call, such as ids for tracing, are left out. Any answer but success is right.",
    needs: &[],
    applies,
    check,
};

fn applies(operation: &Operation) -> Result<(), NotApplicable> {
    let demanded = operation.batch.is_none() && operation.demanded().next().is_some();
    require(demanded, NotApplicable::NoRequiredParameter)
}

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence.others() {
        if view.request.without().is_none() {
            continue;
        }
        let status = answer.status();
        if status == 204 && view.exchange.request.method == "GET" {
            case.arm(); // nothing is here, say some
            continue;
        }
        case.decide(!answer.is_success(), [view.site()], || {
            answered(view, answer)
        });
    }
}
