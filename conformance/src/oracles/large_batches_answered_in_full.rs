//! What is accepted is answered in full: no silent cut at a hundred or a thousand.

use super::violation::CountKind;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "large-batches-answered-in-full",
    level: Level::Must,
    claim: "A large batch that is accepted has a result for each item.",
    why: "The description: one result per entity operation.",
    limits: "A refusal of the whole batch is right.",
    needs: &[],
    applies: super::applies::with_many_keys,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence
        .batches()
        .filter(|(view, _)| view.request.is_sound())
    {
        let distinct = view.items.iter().all(|item| !item.repeated);
        if view.items.len() < 64 || !distinct {
            continue;
        }
        if answer.is_client_error() {
            case.holds(1); // refused is not cut
            continue;
        }
        if answer.status() != 207 {
            continue;
        }
        let (sent, got) = (
            view.items.len(),
            answer.results.as_ref().map_or(0, Vec::len),
        );
        case.decide(sent == got, [view.site()], || CountKind::results(sent, got));
    }
}
