//! Nothing of a request is applied that was rejected as a whole.

use super::violation::{ItemState, item_is, rejected_before};
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "rejected-request-not-applied",
    level: Level::Must,
    claim: "Nothing of a request that is answered with 4xx was applied.",
    why: "RFC 9110, 15.5: the request was not carried out.",
    limits: "Only keys that nothing else wrote, and whose next write succeeds.",
    needs: &[Need::Fresh, Need::TellsCreated],
    applies: super::applies::with_chosen_keys,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, item, entry) in evidence.results().filter(|(view, ..)| !view.concurrent) {
        let past = &item.past;
        let absent = past.is_absent() && !past.refused && !past.elsewhere;
        if item.is_valid()
            && !item.repeated
            && absent
            && past.rejected
            && !past.unauthorized
            && entry.is_success()
        {
            case.decide(entry.is_created(), [view.item_site(item)], || {
                let request = rejected_before(evidence, view, item);
                item_is(ItemState::Rejected(request), entry)
            });
        }
    }
}
