//! What the server needs to know of a kind of entity: its table, and the way to a row and back. One file per kind.

mod kind;
mod license;
mod service;

use crate::store::Table;

pub(crate) use kind::Entity;

/// Every table of the database.
pub(crate) const TABLES: &[&Table] = &[&service::TABLE, &license::TABLE];
