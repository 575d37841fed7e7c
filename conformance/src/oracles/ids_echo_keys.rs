//! The keys in the results are the keys that were sent: none foreign, none altered, none twice.

use super::{Case, Level, Oracle, Violation};
use crate::judge::{Entry, Evidence, ItemView, Naming, naming, same_key};

pub(super) static ORACLE: Oracle = Oracle {
    id: "ids-echo-keys",
    level: Level::Must,
    claim: "The echoed keys of a batch are exactly the keys that were sent.",
    why: "The description: each result carries the identity of the entity that the operation was about.",
    needs: &[],
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    let free: Vec<&str> = evidence.batch.free_keys().map(|p| p.name.as_str()).collect();
    for (view, _, entries) in evidence.judged() {
        for (position, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.is_success()) {
            let spoken_of = view.items.iter().find(|item| item.entry == Some(position));
            let wrong = match spoken_of {
                None => entry.id.iter().any(|(_, v)| !v.is_null()) && view.items.iter().all(is_intact),
                Some(item) => is_intact(item) && (naming(entry, item.key, &free) == Naming::Wrong || altered(entry, item)),
            };
            case.decide(!wrong, || {
                let id: Vec<String> = entry.id.iter().map(|(_, value)| value.to_string()).collect();
                let message = format!("result {} is about {}, which no item of the batch is", position + 1, id.join(", "));
                Violation::new("id", message, &[view.index])
            });
        }
    }
}

/// The defect, if any, leaves the key as it was bound.
fn is_intact(item: &ItemView) -> bool {
    item.names_entity()
}

/// A part of the id that is not needed to tell items apart, such as the parent's key, has another value.
fn altered(entry: &Entry, item: &ItemView) -> bool {
    item.key.iter().any(|(name, sent)| entry.id_value(name).is_some_and(|echoed| !echoed.is_null() && !same_key(echoed, sent)))
}
