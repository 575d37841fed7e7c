//! What a campaign created, as far as the answers say, and its removal. Only what is sure to be the campaign's own work is
//! removed: an answer said that it was created, or the user said that the keys were not in use.

use std::collections::HashSet;

use futures_util::StreamExt;
use futures_util::stream;
use serde_json::{Map, Value};

use super::Campaign;
use crate::bind::{Binding, removal};
use crate::contract::OperationId;
use crate::event::Event;
use crate::evidence::{Evidence, View};
use crate::plan::{Call, Symbol, Tenant};
use crate::profile::Assumption;
use crate::report::{CreatedEntity, CreatedRow};
use crate::transcript::Outcome;

/// Entities that the report names.
const LISTED: usize = 1_000;

/// Entities that are kept for removal: a campaign of any length has to fit into memory.
const REMOVABLE: usize = 200_000;

/// The entities of one campaign.
#[derive(Debug, Default)]
pub(super) struct Created {
    all: usize,
    kept: Vec<Entity>,
}

#[derive(Debug)]
struct Entity {
    batch: OperationId,
    second_tenant: bool,
    key: Map<String, Value>,
}

impl Campaign<'_> {
    /// Takes note of what a run created.
    pub(super) fn note_created(&mut self, evidence: &Evidence) {
        let declared =
            self.options.keys_declared || self.options.preconditions.fresh == Assumption::Yes;
        let most = match self.options.clean_up {
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
                self.created.all += 1;
                if self.created.kept.len() < most {
                    self.created.kept.push(Entity {
                        batch,
                        second_tenant,
                        key: key.clone(),
                    });
                }
            }
        }
    }

    /// Removes what was created, where the description has an operation for it.
    pub(super) async fn clean_up(&mut self, emit: &mut dyn FnMut(Event)) -> CreatedRow {
        let mut row = self.row();
        if !self.options.clean_up || self.created.all == 0 {
            return row;
        }
        if self.gone.is_some() {
            row.left = Some(self.created.all);
            row.trouble = Some("the target no longer answers".to_owned());
            return row;
        }
        emit(Event::CleaningUp {
            entities: self.created.kept.len(),
        });
        let this = &*self;
        // the newest first, so that what refers to others goes before them
        let removals = stream::iter(this.created.kept.iter().rev())
            .map(|entity| this.remove(entity))
            .buffered(this.options.lanes.max(1));
        let mut removals = std::pin::pin!(removals);
        let mut removed = 0;
        while let Some(outcome) = removals.next().await {
            match outcome {
                Ok(()) => removed += 1,
                Err(trouble) => {
                    row.trouble.get_or_insert(trouble);
                }
            }
        }
        if self.created.all > self.created.kept.len() {
            let more = format!("only the first {REMOVABLE} entities were kept in mind");
            row.trouble.get_or_insert(more);
        }
        row.removed = Some(removed);
        row.left = Some(self.created.all - removed);
        row
    }

    async fn remove(&self, entity: &Entity) -> Result<(), String> {
        let binding = Binding {
            keys: vec![entity.key.clone()],
            parameters: self.options.fixed.parameters.clone(),
            tenants: self.options.fixed.tenants.clone(),
            closed_tenant: None,
        };
        let tenant = match entity.second_tenant {
            true => Tenant::Second,
            false => Tenant::First,
        };
        let request = removal(self.contract, entity.batch, &binding, tenant).ok_or_else(|| {
            format!(
                "the description has no operation that removes what {} creates",
                self.contract.operation(entity.batch).id
            )
        })?;
        let exchange = self.target.send_authorized(0, request).await;
        match exchange.outcome {
            Outcome::Answered(response) if matches!(response.status, 200..300 | 404 | 410) => {
                Ok(())
            }
            Outcome::Answered(response) => Err(format!(
                "DELETE {} was answered with {}",
                exchange.request.target, response.status
            )),
            Outcome::Unavailable(reason) => Err(format!(
                "DELETE {} was not answered: {reason}",
                exchange.request.target
            )),
        }
    }

    fn row(&self) -> CreatedRow {
        let kept = self.created.kept.iter().take(LISTED);
        CreatedRow {
            entities: self.created.all,
            listed: kept
                .map(|entity| CreatedEntity {
                    operation: self.contract.operation(entity.batch).id.clone(),
                    tenant: (self.options.fixed.tenants)
                        .get(usize::from(entity.second_tenant))
                        .cloned(),
                    key: entity.key.clone(),
                })
                .collect(),
            removed: None,
            left: None,
            trouble: None,
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
