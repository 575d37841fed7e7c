//! Several writers of one fresh key at once: one creates it, the others update it.

use std::collections::BTreeMap;

use super::violation::{CountKind, Writers};
use super::{Case, Level, Need, Oracle};
use crate::evidence::{Evidence, Site};

pub(super) static ORACLE: Oracle = Oracle {
    id: "one-created-under-race",
    level: Level::Must,
    claim: "Of several requests that write one unused key at the same time, exactly one creates it.",
    why: "The description: what does not exist is created, what exists is updated; in whatever order the requests are taken.",
    limits: "409, 423, 429 and 503 for the others are right; a lost answer may have been the one that created.",
    needs: &[Need::Fresh, Need::TellsCreated, Need::Burst, Need::Sole],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    let mut races = BTreeMap::new();
    for (view, item, entry) in evidence.results().filter(|(view, ..)| view.concurrent) {
        if item.is_valid() && item.past.is_untouched() && !item.repeated && entry.status.is_some() {
            races
                .entry((view.step, view.request.tenant, item.item.key))
                .or_insert_with(Vec::new)
                .push((view, entry));
        }
    }
    for ((step, _, key), writers) in races {
        let asked = evidence
            .views
            .iter()
            .filter(|v| v.step == step && v.items.iter().any(|i| i.item.key == key))
            .count();
        let created = writers
            .iter()
            .filter(|(_, entry)| entry.is_created())
            .count();
        let updated = writers
            .iter()
            .filter(|(_, entry)| entry.is_updated())
            .count();
        if asked < 2 || (created == 0 && (updated == 0 || writers.len() < asked)) {
            case.arm();
            continue;
        }
        let said = Writers {
            key,
            all: asked,
            created,
            updated,
        };
        let at: Vec<Site> = writers.iter().map(|(view, _)| view.site()).collect();
        case.decide(created == 1, at, || match created {
            0 => CountKind::CreatedByNone(said),
            _ => CountKind::CreatedByMany(said),
        });
    }
}
