//! The removal of what a campaign created, and what its report says of it.

use futures_util::StreamExt;
use futures_util::stream;

use super::created::{Entity, LISTED, REMOVABLE};
use super::state::Campaign;
use crate::bind::{Binding, removal};
use crate::event::Event;
use crate::outcome::{CreatedEntity, CreatedRow};
use crate::plan::Tenant;
use crate::transcript::Outcome;

impl Campaign<'_> {
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
