//! One row of a table, and the cursor that reads it. A row knows its table only by the order of its cells.

use rusqlite::types::Value;

use super::error::StoreError;
use super::table::Table;

/// The cells of one entity, in the order of [`Table::columns`].
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    /// The cells.
    pub(crate) cells: Vec<Value>,
}

impl Row {
    /// The values of the key, in the order of [`Table::key`]; anything but an int32 is `None`.
    pub(crate) fn key(&self, table: &Table) -> Vec<Option<i32>> {
        table.key_positions().map(|at| self.integer(at)).collect()
    }

    /// The entity's parent.
    pub(crate) fn parent(&self, table: &Table) -> Option<i32> {
        self.integer(table.position(table.parent)?)
    }

    fn integer(&self, at: usize) -> Option<i32> {
        match self.cells.get(at) {
            Some(Value::Integer(value)) => i32::try_from(*value).ok(),
            _ => None,
        }
    }
}

/// Reads the cells of a row one after another, in the order of the table's columns.
pub(crate) struct Cells<'r> {
    table: &'static Table,
    rest: std::slice::Iter<'r, Value>,
}

impl<'r> Cells<'r> {
    /// Begins at the first cell.
    pub(crate) fn of(row: &'r Row, table: &'static Table) -> Self {
        Self {
            table,
            rest: row.cells.iter(),
        }
    }

    /// The next cell as an int32.
    pub(crate) fn integer(&mut self) -> Result<i32, StoreError> {
        self.optional_integer()?.ok_or_else(|| self.corrupt())
    }

    /// The next cell as an int32, or empty.
    pub(crate) fn optional_integer(&mut self) -> Result<Option<i32>, StoreError> {
        match self.rest.next() {
            Some(Value::Null) => Ok(None),
            Some(Value::Integer(value)) => {
                i32::try_from(*value).map(Some).map_err(|_| self.corrupt())
            }
            _ => Err(self.corrupt()),
        }
    }

    /// The next cell as text, or empty.
    pub(crate) fn optional_text(&mut self) -> Result<Option<String>, StoreError> {
        match self.rest.next() {
            Some(Value::Null) => Ok(None),
            Some(Value::Text(value)) => Ok(Some(value.clone())),
            _ => Err(self.corrupt()),
        }
    }

    /// What is said of a row that does not fit.
    pub(crate) fn corrupt(&self) -> StoreError {
        StoreError::Corrupt {
            table: self.table.name,
        }
    }
}
