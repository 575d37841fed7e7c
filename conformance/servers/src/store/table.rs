//! What a table looks like, as data: columns are named as the properties are on the wire. Holds no SQL.

/// A table of entities.
#[derive(Debug)]
pub(crate) struct Table {
    /// Its name, plural, as the messages say it.
    pub(crate) name: &'static str,
    /// The properties that make up the identity within a tenant, in order.
    pub(crate) key: &'static [&'static str],
    /// The property that names the entity's parent; entities are listed by it.
    pub(crate) parent: &'static str,
    /// All columns, those of the key among them, in the order of a [`super::Row`].
    pub(crate) columns: &'static [Column],
}

/// A column of a table.
#[derive(Debug)]
pub(crate) struct Column {
    /// The property, spelled as on the wire.
    pub(crate) property: &'static str,
    /// What it holds.
    pub(crate) kind: Kind,
    /// Whether every row has a value here.
    pub(crate) required: bool,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A whole number.
    Integer,
    /// Text.
    Text,
    /// A date-time, kept as the text that was sent, ordered as an instant.
    Instant,
}

impl Table {
    /// Where a property stands in a row.
    pub(crate) fn position(&self, property: &str) -> Option<usize> {
        self.columns
            .iter()
            .position(|column| column.property == property)
    }

    /// The positions of the key in a row, in the order of the key.
    pub(crate) fn key_positions(&self) -> impl Iterator<Item = usize> + '_ {
        self.key
            .iter()
            .filter_map(|property| self.position(property))
    }
}

impl Column {
    /// A column that every row fills.
    pub(crate) const fn required(property: &'static str, kind: Kind) -> Self {
        Self {
            property,
            kind,
            required: true,
        }
    }

    /// A column that may be empty.
    pub(crate) const fn optional(property: &'static str, kind: Kind) -> Self {
        Self {
            property,
            kind,
            required: false,
        }
    }
}
