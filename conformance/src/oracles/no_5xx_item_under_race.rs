//! Contention is no reason to fail: items are 2xx, or 409 and the like.

use super::{Case, Level, Need, Oracle, Violation};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "no-5xx-item-under-race",
    level: Level::Should,
    claim: "No valid item is answered with 5xx because others write at the same time. 503 is allowed.",
    why: "RFC 9110, 15.6.",
    limits: "503 asks for another try.",
    needs: &[Need::Burst],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, item, entry) in evidence.results().filter(|(view, ..)| view.concurrent) {
        if item.is_valid()
            && let Some(status) = entry.status
        {
            case.decide(status < 500 || status == 503, || {
                Violation::new(
                    "item status",
                    format!(
                        "{}: answered with {} under contention",
                        evidence.place(view, item),
                        entry.show()
                    ),
                    &[view.index],
                )
            });
        }
    }
}
