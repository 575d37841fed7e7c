//! A batch of several items that races its own replay creates each entity once.

use std::collections::BTreeMap;

use super::violation::CountKind;
use super::{Case, Level, Need, Oracle};
use crate::evidence::{Evidence, Site};

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
    let mut created: BTreeMap<_, Vec<Site>> = BTreeMap::new();
    for (view, item, entry) in evidence
        .results()
        .filter(|(view, ..)| view.concurrent && view.items.len() > 1)
    {
        if item.is_valid() && item.past.is_untouched() && !item.repeated {
            let creators = created
                .entry((view.step, view.request.tenant, item.item.key))
                .or_default();
            if entry.is_created() {
                creators.push(view.site());
            }
        }
    }
    for ((_, _, key), creators) in created {
        let batches = creators.len();
        case.decide(batches < 2, creators, || CountKind::CreatedByBatches {
            batches,
            key,
        });
    }
}
