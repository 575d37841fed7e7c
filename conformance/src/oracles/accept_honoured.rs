//! A client that accepts a declared media type gets an answer.

use super::violation::{Sent, ViolationKind::Status};
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "accept-honoured",
    level: Level::Must,
    claim: "A request that accepts a declared media type, or any, is answered with 207.",
    why: "The description declares these media types for the 207; RFC 9110, 12.5.1.",
    limits: "Only media types that the description declares for the 207, and `*/*`.",
    needs: &[Need::Parent],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence.batches() {
        let request = view.request;
        let declared = evidence
            .operation
            .responses
            .declared(207)
            .map(|d| d.media_types.as_slice())
            .unwrap_or_default();
        if !request
            .accept
            .as_ref()
            .is_some_and(|a| a == "*/*" || declared.contains(a))
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
