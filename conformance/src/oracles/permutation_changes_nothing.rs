//! A batch of known entities in another order gets the same statuses.

use super::applies::{NotApplicable, with_chosen_keys, with_many_keys};
use super::violation::{Change, differs};
use super::{Case, Level, Oracle};
use crate::contract::Operation;
use crate::evidence::{Evidence, same_items};

pub(super) static ORACLE: Oracle = Oracle {
    id: "permutation-changes-nothing",
    level: Level::Must,
    claim: "The order of the items does not change their results.",
    why: "RFC 9110, 9.2.2: the batch is idempotent; the description: one operation per entity.",
    limits: "Only entities that exist, in batches of sound items.",
    needs: &[],
    applies,
    check,
};

fn applies(operation: &Operation) -> Result<(), NotApplicable> {
    with_chosen_keys(operation)?;
    with_many_keys(operation)
}

fn check(evidence: &Evidence, case: &mut Case) {
    for (before, after) in same_items(evidence) {
        let ((first, _, was), (again, item, is)) = (before, after);
        if !first.is_all_valid() || !again.is_all_valid() || !item.is_valid() {
            continue;
        }
        let (one, other) = (first.request.items(), again.request.items());
        if one != other && one.len() == other.len() && one.iter().all(|i| other.contains(i)) {
            let at = [first.site(), again.item_site(item)];
            case.decide(was.status == is.status, at, || {
                differs(Change::Order, was, is)
            });
        }
    }
}
