//! A sound batch of plain items is answered with 207. Says nothing of batches with bad or repeated items, nor of large ones: servers may limit those.

use super::violation::{Sent, ViolationKind::Status};
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;
use crate::plan::Form;

pub(super) static ORACLE: Oracle = Oracle {
    id: "answer-is-207",
    level: Level::Must,
    claim: "A sound batch is answered with 207 Multi-Status, not with another success.",
    why: "The description documents 207 and no other success; RFC 4918, 13.",
    limits: "A client error is judged only for up to ten plain, distinct items without optional members: servers may limit the others.",
    needs: &[Need::Parent],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence
        .batches()
        .filter(|(view, _)| view.request.is_sound())
    {
        let items = &view.items;
        let plain = !view.unusual_keys
            && items
                .iter()
                .all(|i| i.item.values.is_empty() && i.is_valid() && !i.repeated);
        let small = (1..=10).contains(&items.len())
            && view.request.accept.is_none()
            && view.request.form != Form::Expect;
        let status = answer.status();
        if answer.is_success() || (plain && small && answer.is_client_error()) {
            case.decide(status == 207, [view.site()], || Status {
                request: Sent::of(view),
                status,
                expected: Some(207),
            });
        }
    }
}
