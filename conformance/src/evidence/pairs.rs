//! The same item in two requests: what metamorphic relations are judged by. Only items of entities that exist, so that
//! nothing but the company they are in can make a difference.

use std::collections::HashMap;

use super::{Entry, Evidence, ItemView, View};

/// One appearance of an item.
pub(super) type Seen<'e, 'a> = (&'e View<'a>, &'e ItemView<'a>, &'e Entry);

/// Each appearance of an item beside the one before it.
pub fn same_items<'e, 'a>(evidence: &'e Evidence<'a>) -> Vec<(Seen<'e, 'a>, Seen<'e, 'a>)> {
    let mut last: HashMap<_, Seen> = HashMap::new();
    let mut pairs = Vec::new();
    for seen in evidence.results() {
        let (view, item, _) = seen;
        let settled = item.past.written && !item.past.obscure && !item.past.raced;
        if view.concurrent || item.repeated || !settled || !item.names_entity() {
            continue;
        }
        let before = last.insert((view.request.tenant, item.item.key), seen);
        pairs.extend(
            before
                .filter(|(_, before, _)| before.item == item.item)
                .map(|before| (before, seen)),
        );
    }
    pairs
}
