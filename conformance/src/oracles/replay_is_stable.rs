//! From the second time on the same batch gets the same statuses.

use super::replay_succeeds::{paired, replays};
use super::violation::{Change, differs};
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "replay-is-stable",
    level: Level::Must,
    claim: "Two replays of a batch have the same item statuses.",
    why: "RFC 9110, 9.2.2: the effect of several identical requests is that of one.",
    limits: "From the second time on, since the first one creates; races are left out.",
    needs: &[],
    applies: super::applies::with_chosen_keys,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (first, again) in replays(evidence) {
        for (before, after) in paired(first, again) {
            let (item, settled) = (after.0, before.0.past.written && after.0.past.written);
            if item.is_valid() && !item.repeated && settled && !after.0.past.obscure {
                let at = [first.site(), again.item_site(item)];
                case.decide(before.1.status == after.1.status, at, || {
                    differs(Change::Again, before.1, after.1)
                });
            }
        }
    }
}
