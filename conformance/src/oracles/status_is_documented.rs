//! A success of an operation that is no batch has a status that the description declares. Refusals may have any: a
//! description need not list them all.

use super::applies::{NotApplicable, require};
use super::violation::{Sent, ViolationKind::Status};
use super::{Case, Level, Oracle};
use crate::contract::Operation;
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "status-is-documented",
    level: Level::Should,
    claim: "An operation that is no batch answers a success with a status that the description declares.",
    why: "OpenAPI 3.0.3, Responses Object: the documentation is expected to cover a successful operation response.",
    limits: "Only successes; 204 is left out, by which some services say that nothing is there. `2XX` and `default` declare any.",
    needs: &[],
    applies,
    check,
};

fn applies(operation: &Operation) -> Result<(), NotApplicable> {
    require(operation.batch.is_none(), NotApplicable::OnlyBatches)
}

fn check(evidence: &Evidence, case: &mut Case) {
    let responses = &evidence.operation.responses;
    for (view, answer) in evidence.others() {
        let status = answer.status();
        if !answer.is_success() || status == 204 {
            case.arm();
            continue;
        }
        let declared = responses.declared(status).is_some();
        case.decide(declared, [view.site()], || Status {
            request: Sent::of(view),
            status,
            expected: None,
        });
    }
}
