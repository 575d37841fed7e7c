//! What was refused is not there: the next valid write of its key says Created.

use super::violation::{ItemState, item_is};
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "refusal-not-applied",
    level: Level::Must,
    claim: "An item that is not answered with success was not applied.",
    why: "RFC 9110, 15.5 and 15.6: the request was not carried out; the description: one status per operation.",
    limits: "Only keys that nothing else wrote, and whose next write succeeds.",
    needs: &[Need::Fresh, Need::TellsCreated],
    applies: super::applies::with_chosen_keys,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    case.holds(evidence.refused_as_a_whole());
    for (view, item, entry) in evidence.results().filter(|(view, ..)| !view.concurrent) {
        let past = &item.past;
        if item.is_valid()
            && !item.repeated
            && past.refused
            && past.is_absent()
            && !past.elsewhere
            && entry.is_success()
        {
            case.decide(entry.is_created(), [view.item_site(item)], || {
                item_is(ItemState::Refused, entry)
            });
        }
    }
}
