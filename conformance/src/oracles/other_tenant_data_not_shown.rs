//! What one tenant wrote cannot be read by another.

use super::read_back::entity;
use super::{Case, Level, Need, Oracle, Violation};
use crate::judge::{Evidence};
use crate::plan::{Call};

pub(super) static ORACLE: Oracle = Oracle {
    id: "other-tenant-data-not-shown",
    level: Level::Must,
    claim: "A read gives nothing that only another tenant wrote.",
    why: "The description: one database is one tenant.",
    needs: &[Need::SecondTenant, Need::Read, Need::Fresh],
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for view in &evidence.views {
        let (Call::Get(_), Some(answer)) = (&view.request.call, &view.answer) else { continue };
        let past = &view.past;
        if past.elsewhere && !past.written && !past.obscure {
            case.decide(entity(evidence, answer).is_none(), || {
                Violation::new("read", "an entity that only another tenant wrote can be read", &[view.index])
            });
        }
    }
}
