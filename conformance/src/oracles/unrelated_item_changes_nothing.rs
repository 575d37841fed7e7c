//! Another valid item in the batch changes no result.

use super::applies::{NotApplicable, with_chosen_keys, with_free_key};
use super::violation::{Change, differs};
use super::{Case, Level, Oracle};
use crate::contract::Operation;
use crate::evidence::{Evidence, same_items};

pub(super) static ORACLE: Oracle = Oracle {
    id: "unrelated-item-changes-nothing",
    level: Level::Must,
    claim: "Adding a valid item of another entity changes no other result.",
    why: "The description: one operation per entity.",
    limits: "Only entities that exist, in batches of sound items.",
    needs: &[],
    applies,
    check,
};

fn applies(operation: &Operation) -> Result<(), NotApplicable> {
    with_chosen_keys(operation)?;
    with_free_key(operation)
}

fn check(evidence: &Evidence, case: &mut Case) {
    for (before, after) in same_items(evidence) {
        let ((first, _, was), (again, item, is)) = (before, after);
        if !first.is_all_valid() || !again.is_all_valid() || !item.is_valid() {
            continue;
        }
        let (one, other) = (first.request.items(), again.request.items());
        if one.len() != other.len() && one.len().min(other.len()) > 1 {
            let at = [first.site(), again.item_site(item)];
            case.decide(was.status == is.status, at, || {
                differs(Change::Company, was, is)
            });
        }
    }
}
