//! After a success for a key the next one says Updated.

use super::violation::{ItemState, item_is};
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "updated-after-created",
    level: Level::Must,
    claim: "An entity that was written is updated afterwards, never created again.",
    why: "The description: what exists is updated; RFC 9110, 9.3.4.",
    limits: "Races, lost answers and entities written beside refused items are left out.",
    needs: &[Need::Sole],
    applies: super::applies::with_chosen_keys,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, item, entry) in evidence.results().filter(|(view, ..)| !view.concurrent) {
        let past = &item.past;
        let known = past.written && !past.obscure && !past.raced && !past.beside_refused;
        if item.is_valid() && !item.repeated && known && entry.is_success() {
            case.decide(!entry.is_created(), [view.item_site(item)], || {
                item_is(ItemState::Written, entry)
            });
        }
    }
}
