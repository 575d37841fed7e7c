//! A request that names no tenant is refused.

use super::violation::answered;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;
use crate::plan::Tenant;

pub(super) static ORACLE: Oracle = Oracle {
    id: "tenant-header-required",
    level: Level::Must,
    claim: "A request without the tenant header is not answered with success.",
    why: "The description: the header is required.",
    limits: "Any answer but success is right.",
    needs: &[],
    applies: super::applies::with_tenant,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence
        .batches()
        .filter(|(view, _)| view.request.tenant == Tenant::Missing)
    {
        case.decide(!answer.is_success(), [view.site()], || {
            answered(view, answer)
        });
    }
}
