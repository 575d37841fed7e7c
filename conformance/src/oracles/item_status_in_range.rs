//! The status of each result is an HTTP status.

use super::violation::AnswerKind;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "item-status-in-range",
    level: Level::Must,
    claim: "The status of a result is between 200 and 599.",
    why: "RFC 9110, 15: statuses have three digits; RFC 4918, 13: an informational one makes no sense in a multistatus.",
    limits: "Informational statuses and numbers that are none of HTTP are wrong; what they mean is judged elsewhere.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, _, entries) in evidence.judged() {
        for (position, entry) in entries.iter().enumerate() {
            let Some(status) = entry.status else { continue };
            let at = [view.result_site(position)];
            case.decide((200..600).contains(&status), at, || {
                AnswerKind::ResultStatus(status)
            });
        }
    }
}
