//! The place of the bad item makes no difference to the others.

use super::violation::CountKind;
use super::{Case, Level, Oracle};
use crate::evidence::{Evidence, Site};
use crate::plan::Obligation;

pub(super) static ORACLE: Oracle = Oracle {
    id: "bad-item-position-is-irrelevant",
    level: Level::Should,
    claim: "Valid items have the same results wherever the bad item stands.",
    why: "The description: one operation per entity.",
    limits: "Exactly one bad item among fresh sound ones.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    let mut first: Option<(usize, usize)> = None;
    for (view, _, entries) in evidence
        .judged()
        .filter(|(view, ..)| view.trusted && !view.concurrent)
    {
        let bad: Vec<_> = view
            .items
            .iter()
            .filter(|item| item.obligation() == Some(Obligation::Must))
            .collect();
        let valid: Vec<_> = view
            .items
            .iter()
            .filter(|item| item.is_valid_and_bare())
            .collect();
        let fresh = valid
            .iter()
            .all(|item| item.past.is_untouched() && !item.repeated);
        if bad.len() != 1
            || valid.len() < 2
            || bad.len() + valid.len() != view.items.len()
            || !fresh
        {
            continue;
        }
        let failed = valid
            .iter()
            .filter(|i| i.entry.is_some_and(|at| !entries[at].is_success()))
            .count();
        let (index, before) = *first.get_or_insert((view.index, failed.min(1)));
        let at = [Site::Exchange(index), view.site()];
        case.decide(failed.min(1) == before, at, || CountKind::BadPosition {
            failed,
            position: bad[0].position,
        });
    }
}
