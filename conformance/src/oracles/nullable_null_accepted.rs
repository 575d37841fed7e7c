//! Null is a value of a nullable member.

use super::applies::{NotApplicable, batch, require};
use super::violation::{ItemState, Written, item_is};
use super::{Case, Level, Need, Oracle};
use crate::contract::Operation;
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "nullable-null-accepted",
    level: Level::Must,
    claim: "Null in a nullable member is accepted.",
    why: "The description: the member is nullable.",
    limits: "Only plain writes of one member.",
    needs: &[Need::Parent],
    applies,
    check,
};

fn applies(operation: &Operation) -> Result<(), NotApplicable> {
    let mut members = batch(operation)?.free_members();
    require(members.any(|p| p.nullable), NotApplicable::NoNullable)
}

fn check(evidence: &Evidence, case: &mut Case) {
    if !evidence.has_member(|member| member.nullable) {
        return case.arm();
    }
    for (view, item, entry) in evidence.results() {
        let [(property, value)] = item.item.values.as_slice() else {
            continue;
        };
        if item.is_plain_write(view) && value.is_null() {
            case.decide(!entry.is_refused(), [view.item_site(item)], || {
                let null = Written::Text("null".to_owned());
                item_is(ItemState::value(property, null), entry)
            });
        }
    }
}
