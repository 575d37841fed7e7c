//! Over a whole run an entity is created at most once, repeated keys in one batch included.

use super::violation::{ItemState, Within, item_is};
use super::{Case, Level, Need, Oracle};
use crate::evidence::{Evidence, Site};

pub(super) static ORACLE: Oracle = Oracle {
    id: "created-exactly-once",
    level: Level::Must,
    claim: "Each entity says Created at most once.",
    why: "The description: after the first write it exists. Nothing is deleted in between.",
    limits: "Races, lost answers and entities written beside refused items are left out.",
    needs: &[Need::Sole],
    applies: super::applies::with_chosen_keys,
    check,
};

fn check(evidence: &Evidence, case: &mut Case) {
    let mut created = std::collections::HashMap::new();
    for (view, item, entry) in evidence.results().filter(|(view, ..)| !view.concurrent) {
        let past = &item.past;
        let certain = !past.obscure && !past.raced && !past.beside_refused;
        if !item.names_entity() || !certain || !entry.is_success() {
            continue;
        }
        let this = (view.index, item.position);
        let first = match entry.is_created() {
            true => *created
                .entry((view.request.tenant, item.item.key))
                .or_insert(this),
            false => this,
        };
        let within = match item.repeated {
            true => Within::OneBatch,
            false => Within::SeveralRequests,
        };
        let at = [Site::Exchange(first.0), view.item_site(item)];
        case.decide(first == this, at, || {
            item_is(ItemState::Created(within), entry)
        });
    }
}
