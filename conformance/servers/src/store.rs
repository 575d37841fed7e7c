//! The database: one SQLite file, one writer, readers beside it; the tenant is part of every primary key. Refuses a
//! file that another program wrote and one that cannot be written.

mod error;
mod read;
mod row;
mod sql;
mod table;
mod write;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

pub(crate) use error::StoreError;
pub(crate) use read::{Direction, Page, Sort};
pub(crate) use row::{Cells, Row};
pub(crate) use table::{Column, Kind, Table};
pub(crate) use write::{Transaction, Written};

use sql::Tables;

/// Written into the file's header, so that another program's database is not taken for ours.
const APPLICATION_ID: i32 = 0x4d75_6c74;
/// The layout of the tables; a file with another one is refused.
const LAYOUT: i32 = 1;

/// An open database.
pub(crate) struct Store {
    path: PathBuf,
    tables: Tables,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
}

impl Store {
    /// Opens or creates the file and the tables.
    pub(crate) fn open(path: &Path, tables: &[&'static Table]) -> Result<Self, StoreError> {
        let writer = connect(path, true)?;
        check_owner(&writer)?;
        for table in tables {
            writer.execute_batch(&sql::create(table))?;
        }
        writer.pragma_update(None, "application_id", APPLICATION_ID)?;
        writer.pragma_update(None, "user_version", LAYOUT)?;
        Ok(Self {
            path: path.to_owned(),
            tables: Tables::of(tables),
            writer: Mutex::new(writer),
            readers: Mutex::new(Vec::new()),
        })
    }

    /// The row with this key.
    pub(crate) fn find(
        &self,
        table: &'static Table,
        tenant: &str,
        key: &[i32],
    ) -> Result<Option<Row>, StoreError> {
        let statements = self.tables.statements(table)?;
        self.read(|connection| read::select(connection, statements, tenant, key))
    }

    /// A window of the parent's rows, in the order asked for and then by key, with the count of all of them.
    pub(crate) fn list(
        &self,
        table: &'static Table,
        tenant: &str,
        parent: i32,
        sort: &[Sort],
        offset: u64,
        limit: u64,
    ) -> Result<Page, StoreError> {
        let statements = self.tables.statements(table)?;
        self.read(|connection| {
            read::page(connection, statements, tenant, parent, sort, offset, limit)
        })
    }

    /// Does everything in `work` in one `BEGIN IMMEDIATE` transaction; an error rolls all of it back.
    pub(crate) fn write<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.transact(work, |begun| begun.commit())
    }

    /// As [`Store::write`], and rolls back in the end: what would have happened.
    pub(crate) fn rehearse<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.transact(work, |begun| begun.rollback())
    }

    fn transact<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
        end: impl FnOnce(rusqlite::Transaction<'_>) -> rusqlite::Result<()>,
    ) -> Result<T, StoreError> {
        let mut writer = lock(&self.writer);
        // The mutex keeps this process's writers apart; IMMEDIATE keeps other processes' ones apart.
        let begun = writer.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let answer = work(&Transaction {
            connection: &begun,
            tables: &self.tables,
        })?;
        end(begun)?;
        Ok(answer)
    }

    /// Lends a connection that reads one consistent state, beside the writer.
    fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let idle = lock(&self.readers).pop();
        let mut reader = match idle {
            Some(reader) => reader,
            None => connect(&self.path, false)?,
        };
        let answer = {
            let snapshot = reader.transaction()?;
            work(&snapshot)?
        };
        lock(&self.readers).push(reader);
        Ok(answer)
    }
}

fn connect(path: &Path, create: bool) -> Result<Connection, StoreError> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if create {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// A new file has neither mark; ours has both.
fn check_owner(connection: &Connection) -> Result<(), StoreError> {
    let mark = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    let (owner, layout) = (mark("application_id")?, mark("user_version")?);
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (owner, layout) {
        (APPLICATION_ID, LAYOUT) => Ok(()),
        (0, 0) if tables == 0 => Ok(()),
        (APPLICATION_ID, other) => Err(StoreError::Foreign(format!(
            "its tables have layout {other}, this server writes layout {LAYOUT}"
        ))),
        _ => Err(StoreError::Foreign("another program wrote it".to_owned())),
    }
}

/// A poisoned lock is taken all the same: the transaction of the thread that panicked was rolled back when it unwound.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
