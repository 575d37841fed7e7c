//! A tenant that does not exist is refused, not taken for another.

use super::violation::answered;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;
use crate::plan::Tenant;

pub(super) static ORACLE: Oracle = Oracle {
    id: "unknown-tenant-refused",
    level: Level::Should,
    claim: "A request for a tenant that does not exist is not answered with success.",
    why: "The description: the header names the target database.",
    limits: "Any answer but success is right.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence
        .batches()
        .filter(|(view, _)| view.request.tenant == Tenant::Unknown)
    {
        case.decide(!answer.is_success(), [view.site()], || {
            answered(view, answer)
        });
    }
}
