//! The same batch again: what succeeded succeeds again.

use super::violation::{Change, differs};
use super::{Case, Level, Oracle};
use crate::evidence::{Entry, Evidence, ItemView, View};

pub(super) static ORACLE: Oracle = Oracle {
    id: "replay-succeeds",
    level: Level::Must,
    claim: "A replayed batch succeeds where it succeeded before.",
    why: "RFC 9110, 9.2.2: PUT is idempotent and may be repeated.",
    limits: "Repeated keys are left out.",
    needs: &[],
    applies: super::applies::with_chosen_keys,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for (first, again) in replays(evidence) {
        for (before, after) in paired(first, again) {
            if before.1.is_success() && !after.0.repeated {
                let at = [first.site(), again.item_site(after.0)];
                case.decide(!after.1.is_refused(), at, || {
                    differs(Change::AfterSuccess, before.1, after.1)
                });
            }
        }
    }
}

/// Pairs of sound batches with the same items, the later one with the latest earlier one.
pub(super) fn replays<'e, 'a>(evidence: &'e Evidence<'a>) -> Vec<(&'e View<'a>, &'e View<'a>)> {
    let sent: Vec<&View> = evidence
        .judged()
        .map(|(view, ..)| view)
        .filter(|v| !v.concurrent && v.trusted && !v.items.is_empty())
        .collect();
    let mut pairs = Vec::new();
    for (n, again) in sent.iter().enumerate() {
        let same = |first: &&&View| first.request == again.request;
        if let Some(first) = sent[..n].iter().rev().find(same) {
            pairs.push((*first, *again));
        }
    }
    pairs
}

type Seen<'e, 'a> = (&'e ItemView<'a>, &'e Entry);

/// The items of two such batches with their results, where both have one.
pub(super) fn paired<'e, 'a>(
    first: &'e View<'a>,
    again: &'e View<'a>,
) -> impl Iterator<Item = (Seen<'e, 'a>, Seen<'e, 'a>)> {
    let with_entry = |view: &'e View<'a>, item: &'e ItemView<'a>| {
        let entries = view.answer.as_ref()?.results.as_ref()?;
        Some((item, entries.get(item.entry?)?))
    };
    first
        .items
        .iter()
        .zip(&again.items)
        .filter_map(move |(a, b)| Some((with_entry(first, a)?, with_entry(again, b)?)))
}
