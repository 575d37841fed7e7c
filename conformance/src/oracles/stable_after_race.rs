//! After a race the key is there: the next write says Updated.

use super::violation::{ItemState, item_is};
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "stable-after-race",
    level: Level::Must,
    claim: "After several writers at once the entity exists, and is updated by the next write.",
    why: "The description: what exists is updated.",
    limits: "Only keys that a racer reported as written.",
    needs: &[Need::Burst, Need::Sole],
    applies: super::applies::with_chosen_keys,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, item, entry) in evidence.results().filter(|(view, ..)| !view.concurrent) {
        let past = &item.past;
        if item.is_valid()
            && !item.repeated
            && past.raced
            && past.written
            && !past.obscure
            && entry.is_success()
        {
            case.decide(!entry.is_created(), [view.item_site(item)], || {
                item_is(ItemState::Raced, entry)
            });
        }
    }
}
