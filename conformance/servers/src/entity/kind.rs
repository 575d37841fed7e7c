//! What a kind of entity is, and how its properties become cells and come back.

use generated::support::date_time::DateTime;
use generated::support::json::FromJson;
use generated::support::optional::Optional;
use rusqlite::types::Value;

use crate::store::{Cells, Row, StoreError, Table};

/// A kind of entity.
pub(crate) trait Entity: FromJson + serde::Serialize + Send + Sized + 'static {
    /// Its table.
    const TABLE: &'static Table;

    /// The cells in the order of the table.
    fn to_row(&self) -> Row;

    /// The entity of a row. An empty cell becomes null where the description allows null, else it is left out.
    fn from_row(row: &Row) -> Result<Self, StoreError>;
}

pub(super) fn integer(value: i32) -> Value {
    Value::Integer(i64::from(value))
}

pub(super) fn nullable_integer(value: &Optional<i32>) -> Value {
    value.value().map_or(Value::Null, |value| integer(*value))
}

pub(super) fn nullable_text(value: &Optional<String>) -> Value {
    value
        .value()
        .map_or(Value::Null, |value| Value::Text(value.clone()))
}

pub(super) fn instant(value: &Option<DateTime>) -> Value {
    value
        .as_ref()
        .map_or(Value::Null, |value| Value::Text(value.to_string()))
}

pub(super) fn nullable_instant(value: &Optional<DateTime>) -> Value {
    value
        .value()
        .map_or(Value::Null, |value| Value::Text(value.to_string()))
}

pub(super) fn date_time(cells: &mut Cells<'_>) -> Result<Option<DateTime>, StoreError> {
    match cells.optional_text()? {
        None => Ok(None),
        Some(text) => DateTime::parse(&text)
            .map(Some)
            .ok_or_else(|| cells.corrupt()),
    }
}
