//! Of two items with one key, both answered as written, the later one is what is read. The description says nothing of
//! it, so it is advice.

use super::read_back::reads_as;
use super::violation::EntityKind;
use super::{Case, Level, Need, Oracle};
use crate::evidence::Evidence;
use crate::plan::Call;

pub(super) static ORACLE: Oracle = Oracle {
    id: "last-occurrence-wins",
    level: Level::May,
    claim: "Of two successful items with one key the later one is what a read gives.",
    why: "Items are taken in the order of the array, as single requests would be (RFC 7644, 3.7).",
    limits: "Advice: the description does not say in which order items are taken.",
    needs: &[Need::Read, Need::Sole],
    applies: super::applies::to_batches,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    for view in evidence
        .views
        .iter()
        .filter(|view| view.request.method.is_none())
    {
        let (Call::Get(key), Some(answer)) = (&view.request.call, &view.answer) else {
            continue;
        };
        let Some(before) = evidence.views[..view.index]
            .iter()
            .rev()
            .find(|v| v.items.iter().any(|i| i.item.key == *key))
        else {
            continue;
        };
        let same_tenant = before.request.tenant == view.request.tenant;
        let entries = before
            .answer
            .as_ref()
            .and_then(|a| a.results.as_deref())
            .unwrap_or_default();
        let occurrences: Vec<_> = before.items.iter().filter(|i| i.item.key == *key).collect();
        let [first, last] = occurrences.as_slice() else {
            continue;
        };
        let written = occurrences
            .iter()
            .all(|i| i.entry.is_some_and(|at| entries[at].is_success()));
        if !same_tenant
            || before.concurrent
            || !written
            || !first.is_valid()
            || !last.is_valid()
            || !answer.is_success()
        {
            continue;
        }
        let later = reads_as(evidence, answer, &last.item.values);
        case.decide(later, [before.site(), view.site()], || {
            EntityKind::EarlierValues(*key)
        });
    }
}
