//! The operations on one entity and the list, the same for every kind of entity. Refuses a create of what exists
//! (409), anything about what does not exist (404), and a body that names another entity than the path (422).

use axum::http::StatusCode;
use generated::support::json::Violation;
use generated::support::rejection::Rejection;

use crate::batch::{misplaced, refusal};
use crate::entity::Entity;
use crate::page::Window;
use crate::server::Server;
use crate::store::{Row, StoreError};

impl Server {
    pub(crate) async fn create<E: Entity>(
        &self,
        parent: i32,
        database: &str,
        entity: E,
    ) -> Result<E, Rejection> {
        let tenant = self.tenant(database)?;
        let row = entity.to_row();
        refuse_if(misplaced(E::TABLE, &row, parent))?;
        let created = self
            .with_store(move |store| {
                let created = store.write(|now| now.create(E::TABLE, &tenant, &row))?;
                created.then(|| E::from_row(&row)).transpose()
            })
            .await?;
        created.ok_or_else(|| exists(E::TABLE.name))
    }

    pub(crate) async fn read<E: Entity>(
        &self,
        parent: i32,
        database: &str,
        key: Vec<i32>,
    ) -> Result<E, Rejection> {
        let tenant = self.tenant(database)?;
        let found = self
            .with_store(move |store| {
                let row = store.find(E::TABLE, &tenant, &key)?;
                row.filter(|row| is_of::<E>(row, parent))
                    .as_ref()
                    .map(E::from_row)
                    .transpose()
            })
            .await?;
        found.ok_or_else(|| missing(E::TABLE.name))
    }

    pub(crate) async fn replace<E: Entity>(
        &self,
        parent: i32,
        database: &str,
        key: Vec<i32>,
        entity: E,
    ) -> Result<E, Rejection> {
        let tenant = self.tenant(database)?;
        let row = entity.to_row();
        refuse_if(misplaced(E::TABLE, &row, parent).or_else(|| renamed::<E>(&row, &key)))?;
        let replaced = self
            .with_store(move |store| {
                let replaced = store.write(|now| match now.find(E::TABLE, &tenant, &key)? {
                    Some(before) if is_of::<E>(&before, parent) => {
                        now.replace(E::TABLE, &tenant, &row)
                    }
                    _ => Ok(false),
                })?;
                replaced.then(|| E::from_row(&row)).transpose()
            })
            .await?;
        replaced.ok_or_else(|| missing(E::TABLE.name))
    }

    pub(crate) async fn remove<E: Entity>(
        &self,
        parent: i32,
        database: &str,
        key: Vec<i32>,
    ) -> Result<(), Rejection> {
        let tenant = self.tenant(database)?;
        let removed = self
            .with_store(move |store| {
                store.write(|now| match now.find(E::TABLE, &tenant, &key)? {
                    Some(before) if is_of::<E>(&before, parent) => {
                        now.delete(E::TABLE, &tenant, &key)
                    }
                    _ => Ok(false),
                })
            })
            .await?;
        if removed {
            Ok(())
        } else {
            Err(missing(E::TABLE.name))
        }
    }

    /// The entities of one page, and the value of `x-pagination`.
    pub(crate) async fn list<E: Entity>(
        &self,
        parent: i32,
        database: &str,
        window: Window,
    ) -> Result<(Vec<E>, String), Rejection> {
        let tenant = self.tenant(database)?;
        self.with_store(move |store| {
            let page = store.list(
                E::TABLE,
                &tenant,
                parent,
                &window.sort,
                window.offset(),
                window.limit(),
            )?;
            let entities = page
                .rows
                .iter()
                .map(E::from_row)
                .collect::<Result<_, StoreError>>()?;
            Ok((entities, window.header(page.total)))
        })
        .await
    }
}

fn is_of<E: Entity>(row: &Row, parent: i32) -> bool {
    row.parent(E::TABLE) == Some(parent)
}

fn renamed<E: Entity>(row: &Row, key: &[i32]) -> Option<Violation> {
    let sent = row.key(E::TABLE);
    let differs = E::TABLE
        .key
        .iter()
        .zip(sent)
        .zip(key)
        .find(|((_, sent), path)| *sent != Some(**path));
    differs.map(|((property, _), _)| Violation {
        pointer: format!("/{property}"),
        code: "key",
        message: "must equal the key in the path".to_owned(),
    })
}

fn refuse_if(violation: Option<Violation>) -> Result<(), Rejection> {
    match violation {
        None => Ok(()),
        Some(violation) => {
            let detail = refusal(std::slice::from_ref(&violation));
            Err(Rejection::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "contradiction",
                detail,
            ))
        }
    }
}

fn exists(table: &str) -> Rejection {
    Rejection::new(
        StatusCode::CONFLICT,
        "exists",
        format!("one of the {table} has this key already"),
    )
}

fn missing(table: &str) -> Rejection {
    Rejection::new(
        StatusCode::NOT_FOUND,
        "not-found",
        format!("none of the {table} here has this key"),
    )
}
