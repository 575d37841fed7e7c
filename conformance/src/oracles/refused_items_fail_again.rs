//! A bad item that was refused is refused again.

use super::replay_succeeds::{paired, replays};
use super::{Case, Level, Oracle, Violation};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "refused-items-fail-again",
    level: Level::Should,
    claim: "A replayed bad item fails again, on the same side: the client's or the server's.",
    why: "RFC 9110, 9.2.2: identical requests have the same effect.",
    limits: "Compares the class of the status; 424 decides nothing.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (first, again) in replays(evidence) {
        for (before, after) in paired(first, again) {
            let bad = before.0.item.defect.is_some() && !after.0.repeated;
            if bad && before.1.is_refused() && after.1.status != Some(424) {
                let class = |status: Option<i64>| status.map(|s| s / 100);
                case.decide(class(before.1.status) == class(after.1.status), || {
                    let message = format!(
                        "{}: {} at first, and {} the next time",
                        evidence.place(again, after.0),
                        before.1.show(),
                        after.1.show()
                    );
                    Violation::new("refused item", message, &[first.index, again.index])
                });
            }
        }
    }
}
