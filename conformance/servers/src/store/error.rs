//! Why the database did not do what it was asked.

/// Why the database did not do what it was asked.
#[derive(Debug)]
pub(crate) enum StoreError {
    /// SQLite said no.
    Sqlite(rusqlite::Error),
    /// The file holds something else than this server's tables.
    Foreign(String),
    /// A stored row does not fit its table.
    Corrupt {
        /// The table.
        table: &'static str,
    },
    /// A table that this store was not opened with.
    UnknownTable(&'static str),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(error) => write!(f, "{error}"),
            Self::Foreign(why) => write!(
                f,
                "it is not a database of this server: {why}; name another file"
            ),
            Self::Corrupt { table } => write!(f, "a row of `{table}` does not fit the table"),
            Self::UnknownTable(table) => write!(f, "there is no table `{table}`"),
        }
    }
}

impl std::error::Error for StoreError {}
