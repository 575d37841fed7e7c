//! A body that is no JSON, or no array where a batch is expected, is refused as a whole.

use super::violation::{Sent, ViolationKind::Answered};
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;
use crate::plan::{BodyDefect, RequestDefect};

pub(super) static ORACLE: Oracle = Oracle {
    id: "malformed-body-refused",
    level: Level::Must,
    claim: "A body that is not complete JSON, or no array where the description says so, is not answered with success.",
    why: "The description: the request body is JSON, and that of a batch an array; RFC 8259, 2.",
    limits: "Only texts that no extension of JSON takes; invalid UTF-8 and a byte order mark are left out.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence.calls() {
        let Some(defect) = view.request.body_defect() else {
            continue;
        };
        if matches!(defect, BodyDefect::InvalidUtf8) {
            continue; // RFC 8259 8.1 obliges senders; parsers may be lenient
        }
        let request = Sent::Defect(RequestDefect::Body(defect.clone()));
        let status = answer.status();
        case.decide(!answer.is_success(), [view.site()], || Answered {
            request,
            status,
        });
    }
}
