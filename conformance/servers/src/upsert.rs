//! The batch operations, the same for every kind of entity: from decoded items to outcomes, past every seam.

use std::sync::Arc;

use generated::support::batch::Batch;
use generated::support::rejection::Rejection;

use crate::batch::{Arrived, Item, Outcome, Work};
use crate::entity::Entity;
use crate::server::Server;

impl Server {
    /// Decoded items in, outcomes out.
    pub(crate) async fn upsert<E: Entity>(
        &self,
        parent: i32,
        database: &str,
        batch: Batch<E>,
    ) -> Result<Vec<Outcome>, Rejection> {
        let tenant = self.tenant(database)?;
        let seams = Arc::clone(self.seams());
        let members = seams.needs_members();
        let mut items: Vec<Item> = batch
            .items
            .into_iter()
            .map(|item| Item::of(item, parent, members))
            .collect();
        for item in &mut items {
            seams.item(E::TABLE, item);
        }
        seams.items(E::TABLE, &mut items);
        seams.admit(&Arrived {
            table: E::TABLE,
            parent,
            items: &items,
        })?;
        self.with_store(move |store| {
            seams.batch(&Work {
                store,
                table: E::TABLE,
                tenant: &tenant,
                items: &items,
            })
        })
        .await
    }
}
