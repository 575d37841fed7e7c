//! What can be done inside a write transaction: upsert, create, replace, delete one row. Each says what it did.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::error::StoreError;
use super::read::select;
use super::row::Row;
use super::sql::Tables;
use super::table::Table;

/// An open write transaction; nobody else writes while it is open.
pub(crate) struct Transaction<'t> {
    pub(super) connection: &'t Connection,
    pub(super) tables: &'t Tables,
}

/// What became of an upserted row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// It did not exist.
    Created,
    /// It existed and holds the new values.
    Updated,
}

impl Transaction<'_> {
    /// Creates the row, or replaces all its values if its key exists. Exactly one caller per key sees `Created`,
    /// because the transaction holds the write lock.
    pub(crate) fn upsert(
        &self,
        table: &'static Table,
        tenant: &str,
        row: &Row,
    ) -> Result<Written, StoreError> {
        if self.create(table, tenant, row)? {
            return Ok(Written::Created);
        }
        self.replace(table, tenant, row)?;
        Ok(Written::Updated)
    }

    /// Creates the row; `false` and nothing done if its key exists.
    pub(crate) fn create(
        &self,
        table: &'static Table,
        tenant: &str,
        row: &Row,
    ) -> Result<bool, StoreError> {
        let sql = &self.tables.statements(table)?.insert;
        self.execute(sql, tenant, row.cells.iter().cloned())
    }

    /// Replaces all values of the row; `false` if its key does not exist.
    pub(crate) fn replace(
        &self,
        table: &'static Table,
        tenant: &str,
        row: &Row,
    ) -> Result<bool, StoreError> {
        let sql = &self.tables.statements(table)?.update;
        self.execute(sql, tenant, row.cells.iter().cloned())
    }

    /// Deletes the row with this key; `false` if there is none.
    pub(crate) fn delete(
        &self,
        table: &'static Table,
        tenant: &str,
        key: &[i32],
    ) -> Result<bool, StoreError> {
        let sql = &self.tables.statements(table)?.delete;
        self.execute(
            sql,
            tenant,
            key.iter().map(|part| Value::Integer(i64::from(*part))),
        )
    }

    /// Reads one row as this transaction sees it.
    pub(crate) fn find(
        &self,
        table: &'static Table,
        tenant: &str,
        key: &[i32],
    ) -> Result<Option<Row>, StoreError> {
        select(self.connection, self.tables.statements(table)?, tenant, key)
    }

    fn execute(
        &self,
        sql: &str,
        tenant: &str,
        cells: impl Iterator<Item = Value>,
    ) -> Result<bool, StoreError> {
        let parameters = std::iter::once(Value::Text(tenant.to_owned())).chain(cells);
        Ok(self
            .connection
            .prepare_cached(sql)?
            .execute(params_from_iter(parameters))?
            > 0)
    }
}
