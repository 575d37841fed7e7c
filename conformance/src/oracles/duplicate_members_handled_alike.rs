//! A member that stands twice is taken or refused, but always the same.

use super::applies::{NotApplicable, batch, require};
use super::coercible_types_handled_alike::alike;
use super::{Case, Level, Oracle};
use crate::contract::{Kind, Operation};
use crate::evidence::Evidence;
use crate::plan::DefectClass;

pub(super) static ORACLE: Oracle = Oracle {
    id: "duplicate-members-handled-alike",
    level: Level::Must,
    claim: "An item with one member twice is treated the same way each time.",
    why: "RFC 8259, 4: receivers differ, but one receiver should not.",
    limits: "Taking and refusing are both right (RFC 8259, 4); 424 decides nothing.",
    needs: &[],
    applies,
    check,
};

fn applies(operation: &Operation) -> Result<(), NotApplicable> {
    let mut members = batch(operation)?.item.properties.iter();
    let text = members.any(|p| matches!(p.kind, Kind::Text { .. }));
    require(text, NotApplicable::NoText)
}

fn check(evidence: &Evidence, case: &mut Case) {
    case.holds(evidence.refused_as_a_whole());
    alike(evidence, case, DefectClass::DuplicateMember);
}
