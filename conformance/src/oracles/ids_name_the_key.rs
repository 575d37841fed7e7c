//! The id of a successful result names the property that tells the items of the batch apart.

use super::applies::{NotApplicable, with_free_key, with_result_ids};
use super::violation::AnswerKind;
use super::{Case, Level, Oracle};
use crate::contract::Operation;
use crate::evidence::Evidence;

pub(super) static ORACLE: Oracle = Oracle {
    id: "ids-name-the-key",
    level: Level::Must,
    claim: "The id of a successful result names the key of its entity.",
    why: "The description: the id is the unique identity of the entity, one element per key field.",
    limits: "Names are compared without case and separators; a single unnamed value stands for a single key.",
    needs: &[],
    applies,
    check,
};

fn applies(operation: &Operation) -> Result<(), NotApplicable> {
    with_result_ids(operation)?;
    with_free_key(operation)
}

fn check(evidence: &Evidence, case: &mut Case) {
    let free: Vec<&str> = evidence
        .resource
        .key
        .free()
        .map(|p| p.name.as_str())
        .collect();
    if evidence.batch.is_none_or(|b| b.result.id.is_none()) {
        return;
    }
    for (view, _, entries) in evidence.judged() {
        let successes = entries.iter().enumerate();
        for (position, entry) in successes.filter(|(_, entry)| entry.is_success()) {
            if free.len() > 1
                && !entry.id.is_empty()
                && entry.id.iter().all(|(name, _)| name.is_none())
            {
                case.arm(); // values without names: which is which nobody says
                continue;
            }
            for property in &free {
                let named = entry.id_value(property).is_some_and(|v| !v.is_null())
                    || matches!(entry.id.as_slice(), [(None, value)] if free.len() == 1 && !value.is_null());
                case.decide(named, [view.result_site(position)], || {
                    AnswerKind::IdWithout((*property).to_owned())
                });
            }
        }
    }
}
