//! What was reported as a success beside refused items is really there.

use super::violation::{EntityKind, ItemState, item_is};
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;
use crate::plan::Call;

pub(super) static ORACLE: Oracle = Oracle {
    id: "success-was-applied",
    level: Level::Must,
    claim: "An item that is answered with success was applied, also when others of its batch were refused.",
    why: "RFC 9110, 15.3: a success means that the request was carried out; the description: one status per operation.",
    limits: "Races and lost answers are left out.",
    needs: &[Need::Parent, Need::Sole],
    applies: super::applies::with_chosen_keys,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, item, entry) in evidence.results().filter(|(view, ..)| !view.concurrent) {
        let past = &item.past;
        if item.is_valid()
            && !item.repeated
            && past.written
            && past.beside_refused
            && !past.obscure
            && entry.is_success()
        {
            case.decide(!entry.is_created(), [view.item_site(item)], || {
                item_is(ItemState::WrittenBesideRefused, entry)
            });
        }
    }
    if !evidence.given.read {
        return; // the first contact could read nothing of what it had written
    }
    for view in evidence
        .views
        .iter()
        .filter(|view| matches!(view.request.call, Call::Get(_)) && view.request.method.is_none())
    {
        let Some(answer) = &view.answer else { continue };
        if view.past.written
            && !view.past.obscure
            && (answer.is_success() || answer.status() == 404)
        {
            let there = answer.is_success() && answer.status() != 204;
            case.decide(there, [view.site()], || EntityKind::WrittenButMissing);
        }
    }
}
