//! Where a bad item stands makes no difference to the others, and neither does how often: they are always applied or never.

use super::violation::CountKind;
use super::{Case, Level, Oracle};
use crate::evidence::{Evidence, Site};
use crate::plan::Obligation;

pub(super) static ORACLE: Oracle = Oracle {
    id: "atomicity-is-consistent",
    level: Level::Should,
    claim: "A server is consistently independent or consistently atomic.",
    why: "A client has to know what a bad item does to the others.",
    limits: "Batches in which every item is either sound or one that no server may take; both ways are right, changing between them is not.",
    needs: &[],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    let mut mode: Option<(usize, bool)> = None;
    for (view, _, entries) in evidence
        .judged()
        .filter(|(view, ..)| view.trusted && !view.concurrent)
    {
        let musts = view
            .items
            .iter()
            .filter(|item| item.obligation() == Some(Obligation::Must))
            .count();
        let valid: Vec<_> = view
            .items
            .iter()
            .filter(|item| item.is_valid_and_bare() && !item.repeated)
            .collect();
        if musts == 0 || valid.is_empty() || musts + valid.len() != view.items.len() {
            continue;
        }
        let applied = valid
            .iter()
            .filter(|i| i.entry.is_some_and(|at| entries[at].is_success()))
            .count();
        let (index, independent) = *mode.get_or_insert((view.index, applied > 0));
        let expected = if independent { valid.len() } else { 0 };
        let at = [Site::Exchange(index), view.site()];
        case.decide(applied == expected, at, || CountKind::BesideBad {
            applied,
            valid: valid.len(),
        });
    }
}
