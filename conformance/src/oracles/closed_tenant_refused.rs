//! Credentials open their own tenant and no other.

use super::violation::{Access, Sent, ViolationKind::Answered};
use super::{Case, Level, Need, Oracle};
use crate::evidence::{Entry, Evidence};
use crate::plan::{Call, Tenant};

pub(super) static ORACLE: Oracle = Oracle {
    id: "closed-tenant-refused",
    level: Level::Should,
    claim: "A tenant that the credentials do not open is neither written nor read with them.",
    why: "RFC 9110, 15.5.4: valid credentials that do not grant access are 403; OWASP API1 and API5.",
    limits: "Only with a tenant that the user names. Any refusal is right: 401, 403, 404, another 4xx, or a 207 in which \
             each item is refused.",
    needs: &[Need::ClosedTenant],
    applies: super::applies::with_tenant,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence.answers() {
        if view.request.tenant != Tenant::Closed || view.request.method.is_some() {
            continue;
        }
        let all_refused = || {
            let results = answer.results.as_deref().unwrap_or_default();
            !results.is_empty() && results.iter().all(Entry::is_refused)
        };
        let (ok, access) = match view.request.call {
            Call::Batch { .. } => (!answer.is_success() || all_refused(), Access::Write),
            Call::Get(_) => (!answer.is_success() || answer.status() == 204, Access::Read),
            Call::List | Call::Other { .. } => continue,
        };
        case.decide(ok, [view.site()], || Answered {
            request: Sent::ClosedTenant(access),
            status: answer.status(),
        });
    }
}
