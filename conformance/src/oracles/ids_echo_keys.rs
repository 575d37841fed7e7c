//! The keys in the results are the keys that were sent: none foreign, none altered, none twice.

use super::applies::{NotApplicable, with_chosen_keys, with_result_ids};
use super::violation::ResultKind;
use super::{Case, Level, Oracle};
use crate::contract::Operation;
use crate::evidence::{Entry, Evidence, ItemView, View, same_key};

pub(super) static ORACLE: Oracle = Oracle {
    id: "ids-echo-keys",
    level: Level::Must,
    claim: "The echoed keys of a batch are exactly the keys that were sent.",
    why: "The description: each result carries the identity of the entity that the operation was about.",
    limits: "Numbers and texts of the same digits are equal; keys that were spoilt on purpose are left out.",
    needs: &[],
    applies,
    check,
};

fn applies(operation: &Operation) -> Result<(), NotApplicable> {
    with_chosen_keys(operation)?;
    with_result_ids(operation)
}

fn check(evidence: &Evidence, case: &mut Case) {
    let free: Vec<&str> = evidence
        .resource
        .key
        .free()
        .map(|p| p.name.as_str())
        .collect();
    let key = &evidence.resource.key;
    if evidence.batch.is_none_or(|b| b.result.id.is_none()) || key.assigned.is_some() {
        return; // no key comes back, or none was sent
    }
    for (view, _, entries) in evidence.judged() {
        if !view.items.iter().all(ItemView::names_entity) {
            continue; // a key that is invalid on purpose may be echoed in any form
        }
        for (position, entry) in entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.is_success())
        {
            let item = view.named[position].map(|item| &view.items[item]);
            let silent = entry.id.iter().all(|(_, value)| value.is_null());
            if matches!(entry.id.as_slice(), [(None, _)]) && key.names.len() > 1 {
                case.arm(); // how one value is made of several nobody says
                continue;
            }
            let right = item.map_or(silent, |item| !altered(entry, item));
            let id: Vec<String> = entry
                .id
                .iter()
                .map(|(_, value)| value.to_string())
                .collect();
            let at = [view.result_site(position)];
            case.decide(right || !names(entry, &free), at, || ResultKind::Foreign {
                id: id.join(", "),
                position,
            });
        }
        case.decide(view.trusted || !distinct(view), [view.site()], || {
            ResultKind::Repeated
        });
    }
}

fn names(entry: &Entry, free: &[&str]) -> bool {
    free.iter()
        .all(|property| entry.id_value(property).is_some())
        || matches!(entry.id.as_slice(), [(None, _)])
}

fn distinct(view: &View) -> bool {
    view.items.iter().all(|item| !item.repeated)
}

/// A part of the id that is not needed to tell items apart, such as the parent's key, has another value.
fn altered(entry: &Entry, item: &ItemView) -> bool {
    let lone = match entry.id.as_slice() {
        [(None, value)] if item.key.len() == 1 => Some(value),
        _ => None,
    };
    item.key.iter().any(|(name, sent)| {
        let echoed = entry.id_value(name).or(lone);
        echoed.is_some_and(|echoed| !echoed.is_null() && !same_key(echoed, sent))
    })
}
