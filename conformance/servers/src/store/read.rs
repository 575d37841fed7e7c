//! Reading: one row by its key, one page of a parent's rows. Reads never wait for the writer.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::error::StoreError;
use super::row::Row;
use super::sql::Statements;
use super::table::{Column, Kind, Table};

/// Which way a property is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// Small to large.
    Ascending,
    /// Large to small.
    Descending,
}

/// One property to order by. Only a column of the table can be named, so no text of a request reaches the SQL.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sort {
    /// The column.
    pub(crate) column: &'static Column,
    /// The direction.
    pub(crate) direction: Direction,
}

/// One page of a list.
#[derive(Debug)]
pub(crate) struct Page {
    /// Its rows.
    pub(crate) rows: Vec<Row>,
    /// How many rows the parent has in all.
    pub(crate) total: u64,
}

/// A window of the parent's rows, in the order asked for and then by key, with the count of all of them.
pub(super) fn page(
    connection: &Connection,
    statements: &Statements,
    tenant: &str,
    parent: i32,
    sort: &[Sort],
    offset: u64,
    limit: u64,
) -> Result<Page, StoreError> {
    let table = statements.table;
    let sql = format!(
        "{} ORDER BY {} LIMIT ?3 OFFSET ?4",
        statements.list,
        order(table, sort)
    );
    let total: i64 = connection
        .prepare_cached(&statements.count)?
        .query_row((tenant, parent), |row| row.get(0))?;
    let mut query = connection.prepare_cached(&sql)?;
    let window = (tenant, parent, clamp(limit), clamp(offset));
    let rows = query
        .query_map(window, |row| cells(row, table))?
        .collect::<Result<_, _>>()?;
    Ok(Page {
        rows,
        total: u64::try_from(total).unwrap_or_default(),
    })
}

/// The row with this key.
pub(super) fn select(
    connection: &Connection,
    statements: &Statements,
    tenant: &str,
    key: &[i32],
) -> Result<Option<Row>, StoreError> {
    let parameters = std::iter::once(Value::Text(tenant.to_owned()))
        .chain(key.iter().map(|part| Value::Integer(i64::from(*part))));
    let mut query = connection.prepare_cached(&statements.select)?;
    let mut rows = query.query_map(params_from_iter(parameters), |row| {
        cells(row, statements.table)
    })?;
    Ok(rows.next().transpose()?)
}

/// The key comes last, so that pages neither overlap nor skip when many rows compare equal.
fn order(table: &Table, sort: &[Sort]) -> String {
    let asked = sort.iter().map(|sort| {
        let name = sort.column.property;
        let value = match sort.column.kind {
            Kind::Integer | Kind::Text => format!("\"{name}\""),
            // The text is kept as it was sent, with any offset; instants are compared, to the millisecond.
            Kind::Instant => format!("julianday(\"{name}\")"),
        };
        let direction = match sort.direction {
            Direction::Ascending => "ASC",
            Direction::Descending => "DESC",
        };
        format!("{value} {direction}")
    });
    let key = table
        .key
        .iter()
        .map(|property| format!("\"{property}\" ASC"));
    asked.chain(key).collect::<Vec<_>>().join(", ")
}

fn cells(row: &rusqlite::Row<'_>, table: &Table) -> rusqlite::Result<Row> {
    let cells = (0..table.columns.len())
        .map(|at| row.get::<_, Value>(at))
        .collect::<Result<_, _>>()?;
    Ok(Row { cells })
}

fn clamp(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
