//! Nothing of a request is applied that was answered with 401 or 403.

use super::applies::{NotApplicable, with_chosen_keys, with_credentials};
use super::violation::{ItemState, item_is, rejected_before};
use super::{Case, Level, Need, Oracle};
use crate::contract::Operation;
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "unauthorized-not-applied",
    level: Level::Must,
    claim: "Nothing of a request that is answered with 401 or 403 was applied.",
    why: "RFC 9110, 15.5.2: the request has not been applied because it lacks valid credentials.",
    limits: "Only keys that nothing else wrote, and whose next write succeeds.",
    needs: &[Need::Fresh, Need::TellsCreated],
    applies,
    check,
};

fn applies(operation: &Operation) -> Result<(), NotApplicable> {
    with_credentials(operation)?;
    with_chosen_keys(operation)
}

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, item, entry) in evidence.results().filter(|(view, ..)| !view.concurrent) {
        let past = &item.past;
        let absent = past.is_absent() && !past.refused && !past.elsewhere;
        if item.is_valid() && !item.repeated && absent && past.unauthorized && entry.is_success() {
            case.decide(entry.is_created(), [view.item_site(item)], || {
                let request = rejected_before(evidence, view, item);
                item_is(ItemState::Rejected(request), entry)
            });
        }
    }
}
