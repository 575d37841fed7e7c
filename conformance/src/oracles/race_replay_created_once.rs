//! A batch of several items that races its own replay creates each entity once.

use std::collections::BTreeMap;

use super::{Case, Level, Need, Oracle, Violation};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "race-replay-created-once",
    level: Level::Must,
    claim: "Of several copies of a batch at the same time, one creates each entity.",
    why: "The description: after the first write it exists.",
    limits: "Who is second may be updated or asked to try again.",
    needs: &[Need::Fresh, Need::TellsCreated, Need::Burst, Need::Sole],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    let mut created: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (view, item, entry) in evidence
        .results()
        .filter(|(view, ..)| view.concurrent && view.items.len() > 1)
    {
        if item.is_valid() && item.past.is_untouched() && !item.repeated {
            let creators = created
                .entry((view.step, view.request.tenant, item.item.key))
                .or_default();
            if entry.is_created() {
                creators.push(view.index);
            }
        }
    }
    for ((_, _, key), creators) in created {
        case.decide(creators.len() < 2, || {
            Violation::new(
                "created more than once",
                format!(
                    "{} batches at once say that they created {key}",
                    creators.len()
                ),
                &creators,
            )
        });
    }
}
