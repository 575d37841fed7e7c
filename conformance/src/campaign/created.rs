//! What a campaign created, as far as the answers say. Only what is sure to be the campaign's own work counts: an answer said
//! that it was created, or the user said that the keys were not in use.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::contract::OperationId;
use crate::evidence::{Evidence, View};
use crate::plan::{Call, Symbol, Tenant};

/// Entities that the report names.
pub(super) const LISTED: usize = 1_000;

/// Entities that are kept for removal: a campaign of any length has to fit into memory.
pub(super) const REMOVABLE: usize = 200_000;

/// The entities of one campaign.
#[derive(Debug, Default)]
pub(super) struct Created {
    pub(super) all: usize,
    pub(super) kept: Vec<Entity>,
}

#[derive(Debug)]
pub(super) struct Entity {
    pub(super) batch: OperationId,
    pub(super) second_tenant: bool,
    pub(super) key: Map<String, Value>,
}

impl Created {
    /// Takes note of what a run created. With `declared` keys that were not in use, any success is a creation; more of it is
    /// kept when it is `removed` at the end.
    pub(super) fn note(&mut self, evidence: &Evidence, declared: bool, removed: bool) {
        let most = match removed {
            true => REMOVABLE,
            false => LISTED,
        };
        let Some(batch) = evidence.resource.batch else {
            return; // what it creates has no key that the suite knows
        };
        let mut here = HashSet::new(); // no other run has these keys
        for view in evidence.prepared.iter().chain(&evidence.views) {
            let second_tenant = match view.request.tenant {
                Tenant::First => false,
                Tenant::Second => true,
                _ => continue,
            };
            let entries = view.answer.as_ref().and_then(|a| a.results.as_ref());
            let entries = entries.filter(|_| view.request.path.is_none());
            let of_items = view.items.iter().filter_map(|item| {
                let entry = entries?.get(item.entry?)?;
                let new = entry.is_created() || (declared && entry.is_success());
                new.then_some((item.item.key, item.key))
            });
            for (symbol, key) in of_items.chain(created_alone(evidence, view)) {
                if !here.insert((second_tenant, symbol)) {
                    continue;
                }
                self.all += 1;
                if self.kept.len() < most {
                    self.kept.push(Entity {
                        batch,
                        second_tenant,
                        key: key.clone(),
                    });
                }
            }
        }
    }
}

/// The entity that a POST of an operation that is no batch created, where its key was sent.
fn created_alone<'a>(
    evidence: &Evidence<'a>,
    view: &View<'a>,
) -> Option<(Symbol, &'a Map<String, Value>)> {
    let Call::Other { key, .. } = &view.request.call else {
        return None;
    };
    let operation = evidence.operation;
    let keys = evidence.resource.keys_in(&operation.path);
    let posted = operation.method == "POST" && keys.is_empty();
    let accepted = view
        .answer
        .as_ref()
        .is_some_and(|answer| answer.is_success());
    let body = view.exchange.request.body.as_ref();
    let sent: Value = serde_json::from_slice(&body.filter(|_| posted && accepted)?.0).ok()?;
    let parts = evidence.transcript.binding.keys.get(key.0)?;
    let named = !parts.is_empty()
        && parts
            .iter()
            .all(|(name, value)| sent.get(name) == Some(value));
    named.then_some((*key, parts))
}
