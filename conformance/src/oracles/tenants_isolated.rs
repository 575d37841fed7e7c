//! What one tenant wrote is not known to another.

use super::violation::{ItemState, item_is};
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "tenants-isolated",
    level: Level::Must,
    claim: "A key that another tenant wrote is created, not updated.",
    why: "The description: the header names the target database; one database is one tenant.",
    limits: "Only keys that the other tenant alone wrote.",
    needs: &[Need::Fresh, Need::SecondTenant, Need::TellsCreated],
    applies: super::applies::with_tenant,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, item, entry) in evidence.results().filter(|(view, ..)| !view.concurrent) {
        let past = &item.past;
        if item.is_valid()
            && !item.repeated
            && past.elsewhere
            && past.is_absent()
            && !past.refused
            && entry.is_success()
        {
            case.decide(entry.is_created(), [view.item_site(item)], || {
                item_is(ItemState::OtherTenant, entry)
            });
        }
    }
}
