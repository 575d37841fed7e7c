//! A member that the schema does not know is taken or refused, but always the same.

use super::coercible_types_handled_alike::alike;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;
use crate::plan::DefectClass;

pub(super) static ORACLE: Oracle = Oracle {
    id: "unknown-member-handled-alike",
    level: Level::Should,
    claim: "An unknown member is treated the same way each time.",
    why: "JSON Schema leaves it open; a client has to be able to rely on one answer.",
    limits: "Taking and refusing are both right; 424 decides nothing.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    alike(evidence, case, DefectClass::UnknownMember);
}
