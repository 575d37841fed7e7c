//! A charset parameter of UTF-8 changes nothing.

use super::violation::{Sent, ViolationKind::Status};
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "charset-accepted",
    level: Level::Must,
    claim: "`application/json; charset=utf-8` is accepted like `application/json`.",
    why: "RFC 9110, 8.3.1: parameters belong to the media type; RFC 8259, 8.1: JSON is UTF-8.",
    limits: "Only UTF-8; other charsets may be refused.",
    needs: &[Need::Parent],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence.batches() {
        let request = view.request;
        if !request
            .media_type
            .as_ref()
            .is_some_and(|m| m.ends_with("charset=utf-8"))
        {
            continue;
        }
        let status = answer.status();
        case.decide(status == 207, [view.site()], || Status {
            request: Sent::of(view),
            status,
            expected: Some(207),
        });
    }
}
