//! An empty tenant header names no tenant.

use super::violation::answered;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;
use crate::plan::Tenant;

pub(super) static ORACLE: Oracle = Oracle {
    id: "blank-tenant-refused",
    level: Level::Should,
    claim: "A request whose tenant header is empty is not answered with success.",
    why: "The description: the header names the target database.",
    limits: "Any answer but success is right.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence
        .batches()
        .filter(|(view, _)| view.request.tenant == Tenant::Blank)
    {
        case.decide(!answer.is_success(), [view.site()], || {
            answered(view, answer)
        });
    }
}
