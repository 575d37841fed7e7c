//! One bad item does not make the others fail. 424 for the others is an atomic batch, which is allowed.

use super::violation::{ItemState, item_is};
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;
use crate::plan::Obligation;

pub(super) static ORACLE: Oracle = Oracle {
    id: "bad-item-isolated",
    level: Level::Should,
    claim: "Valid items of a batch succeed, whatever its other items are.",
    why: "The description: one operation per entity; RFC 7644, 3.7 and FHIR batches do the same.",
    limits: "424 for the others is an atomic batch, and a refusal of the whole batch is not judged here.",
    needs: &[Need::Parent],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, _, entries) in evidence
        .judged()
        .filter(|(view, ..)| !view.concurrent && view.trusted)
    {
        let bad = view
            .items
            .iter()
            .any(|item| item.obligation() == Some(Obligation::Must));
        if !bad {
            continue;
        }
        for item in view
            .items
            .iter()
            .filter(|item| item.is_valid_and_bare() && !item.repeated && !item.past.written)
        {
            let Some(entry) = item.entry.map(|at| &entries[at]) else {
                continue;
            };
            case.decide(!entry.is_refused(), [view.item_site(item)], || {
                item_is(ItemState::BesideBad, entry)
            });
        }
    }
}
