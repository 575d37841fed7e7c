//! The SQL of a table, written once when the store opens. Names come from constants, never from a request.

use super::error::StoreError;
use super::table::{Column, Kind, Table};

/// The tables of a store.
pub(super) struct Tables(Vec<Statements>);

impl Tables {
    pub(super) fn of(tables: &[&'static Table]) -> Self {
        Self(tables.iter().map(|table| Statements::of(table)).collect())
    }

    pub(super) fn statements(&self, table: &'static Table) -> Result<&Statements, StoreError> {
        self.0
            .iter()
            .find(|known| known.table.name == table.name)
            .ok_or(StoreError::UnknownTable(table.name))
    }
}

/// The prepared texts of one table. Parameter 1 is always the tenant.
pub(super) struct Statements {
    /// The table.
    pub(super) table: &'static Table,
    /// ?1 tenant, then every column; does nothing when the key exists.
    pub(super) insert: String,
    /// ?1 tenant, then every column.
    pub(super) update: String,
    /// ?1 tenant, then the key.
    pub(super) select: String,
    /// ?1 tenant, then the key.
    pub(super) delete: String,
    /// ?1 tenant, ?2 parent.
    pub(super) count: String,
    /// ?1 tenant, ?2 parent; the order and the window are appended.
    pub(super) list: String,
}

impl Statements {
    fn of(table: &'static Table) -> Self {
        let name = table.name;
        let columns = columns(table);
        let places: Vec<String> = (0..table.columns.len())
            .map(|at| format!("?{}", at + 2))
            .collect();
        let is_key = |column: &&Column| table.key.contains(&column.property);
        let assign = |column: &Column| {
            let at = table.position(column.property).unwrap_or_default();
            format!("\"{}\" = ?{}", column.property, at + 2)
        };
        let set: Vec<String> = table
            .columns
            .iter()
            .filter(|column| !is_key(column))
            .map(assign)
            .collect();
        let same: Vec<String> = table.columns.iter().filter(is_key).map(assign).collect();
        let by_key: Vec<String> = table
            .key
            .iter()
            .enumerate()
            .map(|(at, property)| format!("\"{property}\" = ?{}", at + 2))
            .collect();
        let by_key = by_key.join(" AND ");
        let of_parent = format!("tenant = ?1 AND \"{}\" = ?2", table.parent);
        Self {
            table,
            insert: format!(
                "INSERT INTO \"{name}\" (tenant, {columns}) VALUES (?1, {}) ON CONFLICT DO NOTHING",
                places.join(", ")
            ),
            update: format!(
                "UPDATE \"{name}\" SET {} WHERE tenant = ?1 AND {}",
                set.join(", "),
                same.join(" AND ")
            ),
            select: format!("SELECT {columns} FROM \"{name}\" WHERE tenant = ?1 AND {by_key}"),
            delete: format!("DELETE FROM \"{name}\" WHERE tenant = ?1 AND {by_key}"),
            count: format!("SELECT count(*) FROM \"{name}\" WHERE {of_parent}"),
            list: format!("SELECT {columns} FROM \"{name}\" WHERE {of_parent}"),
        }
    }
}

/// The table, and the index that lists by parent when the primary key does not begin with it.
pub(super) fn create(table: &Table) -> String {
    let name = table.name;
    let mut lines = vec!["tenant TEXT NOT NULL".to_owned()];
    lines.extend(table.columns.iter().map(|column| {
        let kind = match column.kind {
            Kind::Integer => "INTEGER",
            Kind::Text | Kind::Instant => "TEXT",
        };
        format!(
            "\"{}\" {kind}{}",
            column.property,
            if column.required { " NOT NULL" } else { "" }
        )
    }));
    let key: Vec<String> = table
        .key
        .iter()
        .map(|property| format!("\"{property}\""))
        .collect();
    let key = key.join(", ");
    lines.push(format!("PRIMARY KEY (tenant, {key})"));
    let mut sql = format!(
        "CREATE TABLE IF NOT EXISTS \"{name}\" (\n  {}\n) STRICT, WITHOUT ROWID;\n",
        lines.join(",\n  ")
    );
    if table.key.first() != Some(&table.parent) {
        sql.push_str(&format!(
            "CREATE INDEX IF NOT EXISTS \"{name} by parent\" ON \"{name}\" (tenant, \"{}\", {key});\n",
            table.parent
        ));
    }
    sql
}

fn columns(table: &Table) -> String {
    let names: Vec<String> = table
        .columns
        .iter()
        .map(|column| format!("\"{}\"", column.property))
        .collect();
    names.join(", ")
}
