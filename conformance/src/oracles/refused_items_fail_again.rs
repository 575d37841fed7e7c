//! A bad item that was refused is refused again.

use super::replay_succeeds::{paired, replays};
use super::violation::{Change, differs};
use super::{Case, Level, Oracle};
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
                let same = class(before.1.status) == class(after.1.status);
                let at = [first.site(), again.item_site(after.0)];
                case.decide(same, at, || differs(Change::Again, before.1, after.1));
            }
        }
    }
}
