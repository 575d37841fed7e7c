//! A successful item says 200 or 201; 204 is tolerated.

use super::violation::AnswerKind;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "success-status-is-200-or-201",
    level: Level::Should,
    claim: "The status of a successful result is 200 or 201.",
    why: "The description: Updated is 200, Created is 201; RFC 9110, 9.3.4.",
    limits: "204 is tolerated.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, _, entries) in evidence.judged() {
        let successes = entries.iter().enumerate();
        for (position, entry) in successes.filter(|(_, entry)| entry.is_success()) {
            let status = entry.status.unwrap_or_default();
            let at = [view.result_site(position)];
            case.decide(matches!(status, 200 | 201 | 204), at, || {
                AnswerKind::SuccessStatus(status)
            });
        }
    }
}
