//! A body that is no JSON array is refused as a whole.

use super::{Case, Level, Oracle, Violation};
use crate::judge::{Evidence};
use crate::plan::{BodyDefect};

pub(super) static ORACLE: Oracle = Oracle {
    id: "malformed-body-refused",
    level: Level::Must,
    claim: "A body that is not a complete JSON array is not answered with success.",
    why: "The description: the request body is an array; RFC 8259, 2.",
    limits: "Only texts that no extension of JSON takes; invalid UTF-8 and a byte order mark are left out.",
    needs: &[],
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence.batches() {
        let Some(defect) = view.request.body_defect() else { continue };
        if matches!(defect, BodyDefect::InvalidUtf8) {
            continue; // RFC 8259 8.1 obliges senders; parsers may be lenient
        }
        let status = answer.status();
        case.decide(!answer.is_success(), || {
            let message = format!("{}: the answer is {status}", evidence.plan.name);
            Violation::new(evidence.plan.name.clone(), message, &[view.index])
        });
    }
}
