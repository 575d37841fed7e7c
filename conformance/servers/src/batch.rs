//! A batch upsert: every item becomes one outcome, in the order of the request. Refuses single items, never the batch.

use generated::support::batch::{Batch, ItemError};
use generated::support::json::Violation;
use generated::support::rejection::Rejection;
use serde_json::Value;

use crate::entity::Entity;
use crate::server::Server;
use crate::store::{Row, Store, StoreError, Table, Transaction, Written};

/// One item on its way to the database. It is refused if it has violations, applied otherwise.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// As much of its key as could be read, in the order of the table's key.
    pub(crate) key: Vec<Option<i32>>,
    /// What was sent, where it was refused and is JSON at all.
    pub(crate) sent: Option<Value>,
    /// What to store.
    pub(crate) row: Option<Row>,
    /// What is wrong; the pointers begin at the item.
    pub(crate) violations: Vec<Violation>,
}

/// What became of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// The names and values of the key; what could not be read is `None`.
    pub(crate) id: Vec<(&'static str, Option<i32>)>,
    /// The HTTP status of this one operation.
    pub(crate) status: u16,
    /// `Created`, `Updated`, or what is wrong.
    pub(crate) message: String,
}

/// A whole batch, ready to be applied.
pub(crate) struct Work<'s> {
    /// Where.
    pub(crate) store: &'s Store,
    /// What kind of entity.
    pub(crate) table: &'static Table,
    /// Whose.
    pub(crate) tenant: &'s str,
    /// The items, in the order of the request.
    pub(crate) items: &'s [Item],
}

impl Work<'_> {
    /// Applies every item that is not refused, all in one transaction.
    pub(crate) fn apply(&self) -> Result<Vec<Outcome>, StoreError> {
        self.store.write(|transaction| self.each(transaction))
    }

    /// What [`Work::apply`] would answer; nothing is applied.
    pub(crate) fn rehearse(&self) -> Result<Vec<Outcome>, StoreError> {
        self.store.rehearse(|transaction| self.each(transaction))
    }

    /// The same batch with only the first items.
    pub(crate) fn first(&self, count: usize) -> Self {
        Self {
            items: &self.items[..count.min(self.items.len())],
            ..*self
        }
    }

    fn each(&self, transaction: &Transaction<'_>) -> Result<Vec<Outcome>, StoreError> {
        self.items
            .iter()
            .map(|item| self.one(transaction, item))
            .collect()
    }

    fn one(&self, transaction: &Transaction<'_>, item: &Item) -> Result<Outcome, StoreError> {
        let id = self
            .table
            .key
            .iter()
            .copied()
            .zip(item.key.iter().copied())
            .collect();
        let (status, message) = match &item.row {
            Some(row) if item.violations.is_empty() => {
                match transaction.upsert(self.table, self.tenant, row)? {
                    Written::Created => (201, "Created".to_owned()),
                    Written::Updated => (200, "Updated".to_owned()),
                }
            }
            _ => (422, refusal(&item.violations)),
        };
        Ok(Outcome {
            id,
            status,
            message,
        })
    }
}

impl Server {
    /// Decoded items in, outcomes out.
    pub(crate) async fn upsert<E: Entity>(
        &self,
        parent: i32,
        database: &str,
        batch: Batch<E>,
    ) -> Result<Vec<Outcome>, Rejection> {
        let tenant = self.tenant(database)?;
        let seams = self.seams();
        let mut items: Vec<Item> = batch
            .items
            .into_iter()
            .map(|item| Item::of(item, parent))
            .collect();
        for item in &mut items {
            seams.item(E::TABLE, item);
        }
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

impl Item {
    fn of<E: Entity>(decoded: Result<E, ItemError>, parent: i32) -> Self {
        match decoded {
            Ok(entity) => {
                let row = entity.to_row();
                let violations = misplaced(E::TABLE, &row, parent).into_iter().collect();
                Self {
                    key: row.key(E::TABLE),
                    sent: None,
                    row: Some(row),
                    violations,
                }
            }
            Err(ItemError {
                index,
                value,
                mut violations,
            }) => {
                let prefix = format!("/{index}");
                for violation in &mut violations {
                    // Where an item stands in its batch is no part of what is wrong with it.
                    if let Some(within) = violation.pointer.strip_prefix(&prefix) {
                        violation.pointer = within.to_owned();
                    }
                }
                Self {
                    key: readable_key(E::TABLE, value.as_ref()),
                    sent: value,
                    row: None,
                    violations,
                }
            }
        }
    }
}

/// The path and the item must name the same parent.
pub(crate) fn misplaced(table: &'static Table, row: &Row, parent: i32) -> Option<Violation> {
    (row.parent(table) != Some(parent)).then(|| Violation {
        pointer: format!("/{}", table.parent),
        code: "parent",
        message: "must equal the `providerCredKey` of the path".to_owned(),
    })
}

fn readable_key(table: &Table, sent: Option<&Value>) -> Vec<Option<i32>> {
    table
        .key
        .iter()
        .map(|property| whole(sent?.get(property)?))
        .collect()
}

/// The int32 that a number stands for; 5.0 and 5e0 are 5.
fn whole(number: &Value) -> Option<i32> {
    let wide = number.as_i64().or_else(|| {
        let float = number.as_f64().filter(|float| float.fract() == 0.0)?;
        // Beyond these bounds the conversion below refuses it in any case.
        (float.abs() < 1e12).then_some(float as i64)
    })?;
    i32::try_from(wide).ok()
}

/// All violations in one sentence, such as `/entry_User: must have at most 20 characters`.
pub(crate) fn refusal(violations: &[Violation]) -> String {
    let lines: Vec<String> = violations
        .iter()
        .map(
            |Violation {
                 pointer, message, ..
             }| {
                let at = if pointer.is_empty() {
                    "the item"
                } else {
                    pointer
                };
                format!("{at}: {message}")
            },
        )
        .collect();
    lines.join("; ")
}
