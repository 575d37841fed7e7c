//! Members that are not required may be left out.

use super::applies::{NotApplicable, batch, require};
use super::violation::{ItemState, item_is};
use super::{Case, Level, Need, Oracle};
use crate::contract::Operation;
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "optional-absent-accepted",
    level: Level::Must,
    claim: "An item with its required members only is accepted.",
    why: "The description: the other members are not in `required`.",
    limits: "Only plain writes of items with nothing but their key.",
    needs: &[Need::Parent],
    applies,
    check,
};

fn applies(operation: &Operation) -> Result<(), NotApplicable> {
    let mut members = batch(operation)?.free_members();
    require(members.any(|p| !p.required), NotApplicable::NoOptional)
}

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, item, entry) in evidence.results() {
        if item.is_plain_write(view) && item.item.values.is_empty() {
            case.decide(!entry.is_refused(), [view.item_site(item)], || {
                item_is(ItemState::Bare, entry)
            });
        }
    }
}
