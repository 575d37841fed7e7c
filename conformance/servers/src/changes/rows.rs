//! The texts of a row, the members of an item as it was sent, and blame for one of its properties. Judges nothing.

use generated::support::json::Violation;
use rusqlite::types::Value as Cell;
use serde_json::{Map, Value};

use crate::batch::Item;
use crate::entity::TABLES;
use crate::store::{Kind, Row, Table};

/// The texts of a row; date-times are none.
pub(crate) fn texts<'r>(
    table: &'static Table,
    row: &'r mut Row,
) -> impl Iterator<Item = &'r mut String> {
    let cells = table.columns.iter().zip(&mut row.cells);
    cells.filter_map(|(column, cell)| match cell {
        Cell::Text(text) if column.kind == Kind::Text => Some(text),
        _ => None,
    })
}

/// Refuses the item because of one property.
pub(crate) fn blame(item: &mut Item, property: &str, message: &str) {
    item.violations.push(Violation {
        pointer: format!("/{property}"),
        code: "rule",
        message: message.to_owned(),
    });
}

/// Whether some kind of entity has this member.
pub(crate) fn is_known(name: &str) -> bool {
    let mut columns = TABLES.iter().flat_map(|table| table.columns);
    columns.any(|column| column.property == name)
}

/// The items of a body that are objects; none if the body is no array.
pub(crate) fn members_of(body: &[u8]) -> Vec<Map<String, Value>> {
    let items: Vec<Value> = serde_json::from_slice(body).unwrap_or_default();
    items
        .into_iter()
        .filter_map(|item| match item {
            Value::Object(members) => Some(members),
            _ => None,
        })
        .collect()
}
