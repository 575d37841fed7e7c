//! A batch of bad items only is refused as a whole, or each item is answered.

use super::violation::CountKind;
use super::{Case, Level, Oracle};
use crate::evidence::Evidence;
use crate::plan::Obligation;

pub(super) static ORACLE: Oracle = Oracle {
    id: "all-bad-batch-has-results",
    level: Level::Must,
    claim: "A batch in which all items are bad is answered with a result for each, or with 4xx.",
    why: "The description: one result per entity operation.",
    limits: "Only items that no server may take; a 4xx for the whole batch is as good as a result for each.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (view, answer) in evidence
        .batches()
        .filter(|(view, _)| view.request.is_sound() && !view.items.is_empty())
    {
        if !view
            .items
            .iter()
            .all(|item| item.obligation() == Some(Obligation::Must))
        {
            continue;
        }
        let results = answer.results.as_ref().map_or(0, Vec::len);
        let fine = answer.is_client_error() || (answer.status() == 207 && results > 0);
        case.decide(fine, [view.site()], || CountKind::AllBad {
            items: view.items.len(),
            status: answer.status(),
            results,
        });
    }
}
