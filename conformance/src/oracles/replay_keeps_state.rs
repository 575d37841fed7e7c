//! The state after two is the state after one: what is read after a batch is read after its replay too.

use std::collections::HashMap;

use serde_json::Value;

use super::read_back::{entity, same};
use super::violation::{Changed, MemberKind};
use super::{Case, Level, Need, Oracle};
use crate::evidence::{Evidence, Site, View};
use crate::plan::{Call, Item};

pub(super) static ORACLE: Oracle = Oracle {
    id: "replay-keeps-state",
    level: Level::Must,
    claim: "What a read gives after a batch it gives after the replay of that batch, in every member of the item.",
    why: "RFC 9110, 9.2.2: the effect of several identical requests is that of one.",
    limits: "Audit members, versions, and members that items do not have, are left out; so are entities that any \
             other item, a race or a refusal touched in between.",
    needs: &[Need::Read, Need::Sole],
    applies: super::applies::with_chosen_keys,
    check,
};

/// What is known of an entity since its last change.
struct Known<'a> {
    /// the item that was last accepted
    item: &'a Item,
    /// the first read after it
    read: Option<(usize, &'a Value)>,
    /// where the item came again, after that read
    replay: Option<usize>,
}

fn check(evidence: &Evidence, case: &mut Case) {
    let mut all: HashMap<_, Known> = HashMap::new();
    for view in &evidence.views {
        let tenant = view.request.tenant;
        for item in &view.items {
            let place = (tenant, item.item.key);
            if !is_accepted(view, item.entry)
                || !item.is_valid()
                || item.repeated
                || item.past.obscure
            {
                all.remove(&place);
                continue;
            }
            match all.get_mut(&place) {
                Some(known) if known.item == item.item => {
                    known.replay = known.read.map(|_| view.index);
                }
                _ => {
                    let (item, read, replay) = (item.item, None, None);
                    all.insert(place, Known { item, read, replay });
                }
            }
        }
        let (Call::Get(key), Some(answer)) = (&view.request.call, &view.answer) else {
            continue;
        };
        let Some(known) = all
            .get_mut(&(tenant, *key))
            .filter(|_| view.request.is_sound())
        else {
            continue;
        };
        let Some(now) = entity(evidence, answer) else {
            continue;
        };
        let (Some((read, before)), Some(replay)) = (known.read, known.replay) else {
            known.read.get_or_insert((view.index, now));
            continue;
        };
        let members = evidence.batch.iter().flat_map(|b| &b.item.properties);
        let members = members.map(|p| &p.name);
        for name in members.filter(|name| evidence.gives_back(name)) {
            let at = [Site::Exchange(read), Site::Exchange(replay), view.site()];
            case.decide(same(&before[name], &now[name]), at, || {
                MemberKind::Replayed(Changed::new(name, &before[name], &now[name]))
            });
        }
    }
}

/// The item's result says that it was written, and nobody else wrote at the same time.
fn is_accepted(view: &View, entry: Option<usize>) -> bool {
    let results = view
        .answer
        .as_ref()
        .and_then(|answer| answer.results.as_deref());
    let entry = results.zip(entry).and_then(|(all, at)| all.get(at));
    view.request.is_sound() && !view.concurrent && entry.is_some_and(|entry| entry.is_success())
}
