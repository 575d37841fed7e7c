//! A method that the description does not declare applies nothing.

use super::violation::{ItemState, item_is};
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "other-methods-change-nothing",
    level: Level::Must,
    claim: "A request with a method that is not declared changes nothing.",
    why: "The description declares one method at this path; RFC 9110, 15.5.6.",
    limits: "Only methods that the description does not declare for the path, and keys that nothing else wrote.",
    needs: &[Need::Fresh, Need::TellsCreated],
    applies: super::applies::with_chosen_keys,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, item, entry) in evidence.results().filter(|(view, ..)| !view.concurrent) {
        let past = &item.past;
        let only = past.other_method
            && !past.written
            && !past.obscure
            && !past.refused
            && !past.rejected
            && !past.elsewhere;
        if item.is_valid() && !item.repeated && only && entry.is_success() {
            case.decide(entry.is_created(), [view.item_site(item)], || {
                item_is(ItemState::OtherMethod, entry)
            });
        }
    }
}
