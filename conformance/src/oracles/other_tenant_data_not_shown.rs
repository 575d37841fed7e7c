//! What one tenant wrote cannot be read by another, and stands in no answer to another: not in a message either.

use super::read_back::entity;
use super::violation::{AnswerKind, EntityKind};
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;
use crate::plan::{Call, MARK_OF_FIRST, MARK_OF_SECOND, Tenant};

pub(super) static ORACLE: Oracle = Oracle {
    id: "other-tenant-data-not-shown",
    level: Level::Must,
    claim: "No answer shows what only another tenant wrote.",
    why: "The description: one database is one tenant.",
    limits: "Only text that this very run wrote for the other tenant alone.",
    needs: &[Need::SecondTenant, Need::Fresh],
    applies: super::applies::with_tenant,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for view in &evidence.views {
        let foreign = match view.request.tenant {
            Tenant::First => MARK_OF_SECOND,
            Tenant::Second => MARK_OF_FIRST,
            _ => continue,
        };
        let sent = |mark: &str| {
            let mut items = evidence.views[..view.index]
                .iter()
                .flat_map(|v| v.request.items());
            items.any(|item| item.values.iter().any(|(_, value)| value == mark))
        };
        if let Some(answer) = view.answer.as_ref().filter(|_| sent(foreign)) {
            let shown = answer.response.body.text().contains(foreign);
            case.decide(!shown, [view.site()], || AnswerKind::OtherTenantsText);
        }
    }
    for view in evidence
        .views
        .iter()
        .filter(|view| view.request.method.is_none())
    {
        let (Call::Get(_), Some(answer)) = (&view.request.call, &view.answer) else {
            continue;
        };
        let past = &view.past;
        if past.elsewhere && !past.written && !past.obscure {
            let hidden = entity(evidence, answer).is_none();
            case.decide(hidden, [view.site()], || EntityKind::OfOtherTenant);
        }
    }
}
