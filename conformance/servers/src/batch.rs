//! A batch of upserts: every item becomes one outcome, in the order of the request. Refuses single items, never the batch.

use generated::support::batch::ItemError;
use generated::support::json::Violation;
use serde_json::Value;

use crate::entity::Entity;
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
    /// The members of an item that decoded, as sent, for seams that ask: what is absent here was absent there.
    pub(crate) members: Option<Value>,
}

/// A batch whose items are decoded, before it is taken.
pub(crate) struct Arrived<'a> {
    /// What kind of entity.
    pub(crate) table: &'static Table,
    /// The parent that the path names.
    pub(crate) parent: i32,
    /// The items, in the order of the request.
    pub(crate) items: &'a [Item],
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

/// Changes a row just before it is written, inside the transaction.
type Prepare<'p> = &'p dyn Fn(&Transaction<'_>, &Item, &mut Row) -> Result<(), StoreError>;

impl<'s> Work<'s> {
    /// Applies every item that is not refused, all in one transaction.
    pub(crate) fn apply(&self) -> Result<Vec<Outcome>, StoreError> {
        self.apply_with(&|_, _, _| Ok(()))
    }

    /// As [`Work::apply`], with a last change to every row.
    pub(crate) fn apply_with(&self, prepare: Prepare<'_>) -> Result<Vec<Outcome>, StoreError> {
        self.store
            .write(|transaction| self.each(transaction, prepare))
    }

    /// As [`Work::apply`], but what `refuse` gives a status and a message is answered so and not applied.
    pub(crate) fn apply_unless(
        &self,
        refuse: impl Fn(usize, &Item) -> Option<(u16, &'static str)>,
    ) -> Result<Vec<Outcome>, StoreError> {
        let refused: Vec<_> = self
            .items
            .iter()
            .enumerate()
            .map(|(at, item)| refuse(at, item))
            .collect();
        let mut items = self.items.to_vec();
        for (item, refused) in items.iter_mut().zip(&refused) {
            if refused.is_some() {
                item.row = None;
            }
        }
        let mut outcomes = self.with(&items).apply()?;
        for (outcome, refused) in outcomes.iter_mut().zip(refused) {
            if let Some((status, message)) = refused {
                (outcome.status, outcome.message) = (status, message.to_owned());
            }
        }
        Ok(outcomes)
    }

    /// What [`Work::apply`] would answer; nothing is applied.
    pub(crate) fn rehearse(&self) -> Result<Vec<Outcome>, StoreError> {
        self.store
            .rehearse(|transaction| self.each(transaction, &|_, _, _| Ok(())))
    }

    /// The same batch with only the first items.
    pub(crate) fn first(&self, count: usize) -> Self {
        self.with(&self.items[..count.min(self.items.len())])
    }

    /// The same batch with other items.
    pub(crate) fn with<'i>(&self, items: &'i [Item]) -> Work<'i>
    where
        's: 'i,
    {
        Work {
            store: self.store,
            table: self.table,
            tenant: self.tenant,
            items,
        }
    }

    fn each(
        &self,
        transaction: &Transaction<'_>,
        prepare: Prepare<'_>,
    ) -> Result<Vec<Outcome>, StoreError> {
        self.items
            .iter()
            .map(|item| self.one(transaction, item, prepare))
            .collect()
    }

    fn one(
        &self,
        transaction: &Transaction<'_>,
        item: &Item,
        prepare: Prepare<'_>,
    ) -> Result<Outcome, StoreError> {
        let id = self
            .table
            .key
            .iter()
            .copied()
            .zip(item.key.iter().copied())
            .collect();
        let (status, message) = match &item.row {
            Some(row) if item.violations.is_empty() => {
                let mut row = row.clone();
                prepare(transaction, item, &mut row)?;
                match transaction.upsert(self.table, self.tenant, &row)? {
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

impl Item {
    /// The key, if all of it could be read.
    pub(crate) fn whole_key(&self) -> Option<Vec<i32>> {
        self.key.iter().copied().collect()
    }

    /// Whether it is going to be applied.
    pub(crate) fn is_good(&self) -> bool {
        self.row.is_some() && self.violations.is_empty()
    }

    /// An item as it was decoded under the parent that the path names, with its members if `members` says so.
    pub(crate) fn of<E: Entity>(decoded: Result<E, ItemError>, parent: i32, members: bool) -> Self {
        match decoded {
            Ok(entity) => {
                let members = members
                    .then(|| serde_json::to_value(&entity).ok())
                    .flatten();
                let row = entity.to_row();
                let violations = misplaced(E::TABLE, &row, parent).into_iter().collect();
                Self {
                    key: row.key(E::TABLE),
                    sent: None,
                    row: Some(row),
                    violations,
                    members,
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
                    members: None,
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
