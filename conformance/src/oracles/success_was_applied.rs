//! What was reported as a success beside refused items is really there.

use super::{Case, Level, Need, Oracle, Violation};
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
            case.decide(!entry.is_created(), || {
                let message = format!(
                    "{}: reported as written beside refused items, and now created anew",
                    evidence.place(view, item)
                );
                Violation::new("beside refused items", message, &[view.index])
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
            case.decide(answer.is_success() && answer.status() != 204, || {
                Violation::new(
                    "read",
                    "reported as written, and a read answers 404",
                    &[view.index],
                )
            });
        }
    }
}
