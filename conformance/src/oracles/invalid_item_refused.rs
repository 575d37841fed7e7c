//! A missing or null required member and an impossible type are refused in their own result.

use super::violation::{ItemState, item_is};
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;
use crate::plan::Obligation;

pub(super) static ORACLE: Oracle = Oracle {
    id: "invalid-item-refused",
    level: Level::Must,
    claim: "An item without a required member, with null in it, or with an impossible type is not answered with success.",
    why: "The description: `required`, `nullable` and `type` of the item schema.",
    limits: "Only missing or null required members and types that nobody converts; with which status it is refused is not judged here.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    case.holds(evidence.refused_as_a_whole());
    for (view, item, entry) in evidence.results().filter(|(_, item, _)| !item.repeated) {
        let Some(defect) = item
            .item
            .defect
            .as_ref()
            .filter(|_| item.obligation() == Some(Obligation::Must))
        else {
            continue;
        };
        case.decide(!entry.is_success(), [view.item_site(item)], || {
            item_is(ItemState::Defect(defect.into()), entry)
        });
    }
}
