//! Null is a value of a nullable member.

use super::applies::{NotApplicable, batch, require};
use super::{Case, Level, Need, Oracle, Violation};
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
            case.decide(!entry.is_refused(), || {
                let message = format!(
                    "{}: null in `{property}` is answered with {}",
                    evidence.place(view, item),
                    entry.show()
                );
                Violation::new(property, message, &[view.index])
            });
        }
    }
}
