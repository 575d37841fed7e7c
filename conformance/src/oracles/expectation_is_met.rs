//! A batch that waits for `100 Continue` is taken like any other. Whether the interim answer comes is not judged: a client
//! does not have to wait for it.

use super::violation::{Sent, ViolationKind::Status};
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;
use crate::plan::Form;

pub(super) static ORACLE: Oracle = Oracle {
    id: "expectation-is-met",
    level: Level::Should,
    claim: "A batch with Expect: 100-continue is answered like one without.",
    why: "RFC 9110, 10.1.1: a server either answers 100 and reads the content, or refuses as it would without the field.",
    limits: "Whether the interim answer comes is not judged: a client does not have to wait for it.",
    needs: &[Need::Parent],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    let expecting = evidence
        .batches()
        .filter(|(view, _)| view.request.form == Form::Expect && view.request.is_sound());
    for (view, answer) in expecting {
        let status = answer.status();
        case.decide(status == 207, [view.site()], || Status {
            request: Sent::Form(Form::Expect),
            status,
            expected: Some(207),
        });
    }
}
