//! What a batch gets does not depend on which fresh keys its items have.

use super::violation::{Change, differs};
use super::{Case, Level, Need, Oracle};
use crate::evidence::{Evidence, ItemView, View};

pub(super) static ORACLE: Oracle = Oracle {
    id: "renamed-keys-change-nothing",
    level: Level::Should,
    claim: "The same batch under other fresh keys gets the same item statuses.",
    why: "The description: what becomes of an item depends on whether it exists and on its values; nothing is said of keys.",
    limits: "Batches whose keys were all never used, ordinary ones and each once; races, refusals of the \
             whole batch, and conflicts of values that are in use (409) are left out.",
    needs: &[Need::Fresh, Need::Parent],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    let is_fresh = |view: &View| {
        let fresh = |item: &ItemView| !item.repeated && item.past.is_untouched();
        !view.concurrent && !view.unusual_keys && view.trusted && view.items.iter().all(fresh)
    };
    let sent: Vec<_> = evidence
        .judged()
        .filter(|(view, ..)| !view.items.is_empty() && is_fresh(view))
        .collect();
    for (n, (again, _, later)) in sent.iter().enumerate() {
        let Some((first, _, earlier)) = sent[..n].iter().find(|(first, ..)| alike(first, again))
        else {
            continue;
        };
        for (before, after) in first.items.iter().zip(&again.items) {
            let (Some(was), Some(is)) = (
                before.entry.and_then(|at| earlier.get(at)),
                after.entry.and_then(|at| later.get(at)),
            ) else {
                continue;
            };
            if was.is_success() && is.status == Some(409) {
                case.arm(); // its values are in use, and may not be used twice
                continue;
            }
            let at = [first.item_site(before), again.item_site(after)];
            case.decide(was.status == is.status, at, || {
                differs(Change::Keys, was, is)
            });
        }
    }
}

/// The same batch but for its keys, which are different ones.
fn alike(first: &View, again: &View) -> bool {
    let written_alike = first.request.tenant == again.request.tenant
        && first.request.form == again.request.form
        && first.request.accept == again.request.accept;
    let same = |(a, b): (&ItemView, &ItemView)| {
        a.item.key != b.item.key && a.item.values == b.item.values && a.item.defect == b.item.defect
    };
    written_alike
        && first.items.len() == again.items.len()
        && first.items.iter().zip(&again.items).all(same)
}
