//! A row made of whatever fits in an item that was refused, with no look at limits.

use generated::support::date_time::DateTime;
use rusqlite::types::Value as Cell;
use serde_json::Value;

use crate::store::{Column, Kind, Row, Table};

/// The cells that could be read; the others are empty, required or not. `None` if the item is no object.
pub(crate) fn lenient(table: &Table, sent: &Value) -> Option<Row> {
    let sent = sent.as_object()?;
    let cells = table
        .columns
        .iter()
        .map(|column| cell(column, sent.get(column.property)))
        .collect();
    Some(Row { cells })
}

/// Whether every required cell is filled.
pub(crate) fn is_complete(table: &Table, row: &Row) -> bool {
    table
        .columns
        .iter()
        .zip(&row.cells)
        .all(|(column, cell)| !column.required || *cell != Cell::Null)
}

fn cell(column: &Column, sent: Option<&Value>) -> Cell {
    let readable = match (column.kind, sent) {
        (Kind::Integer, Some(Value::Number(number))) => number
            .as_i64()
            .filter(|value| i32::try_from(*value).is_ok())
            .map(Cell::Integer),
        (Kind::Text, Some(Value::String(text))) => Some(Cell::Text(text.clone())),
        (Kind::Instant, Some(Value::String(text))) => {
            DateTime::parse(text).map(|_| Cell::Text(text.clone()))
        }
        _ => None,
    };
    readable.unwrap_or(Cell::Null)
}
