//! Keeps the instant of a date-time and not its text: it reads back in UTC, to the fraction that was sent.

use generated::support::date_time::DateTime;
use rusqlite::types::Value as Cell;

use super::Variant;
use crate::batch::Item;
use crate::seams::{Seams, fresh};
use crate::store::{Kind, Table};

pub(super) const VARIANT: Variant = Variant {
    id: "dates-normalised",
    what: "date-times are stored, and read back, in UTC",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn item(&self, table: &'static Table, item: &mut Item) {
        let Some(row) = &mut item.row else { return };
        for (_, cell) in table
            .columns
            .iter()
            .zip(&mut row.cells)
            .filter(|(column, _)| column.kind == Kind::Instant)
        {
            if let Cell::Text(text) = cell
                && let Some(date_time) = DateTime::parse(text)
            {
                let in_utc = date_time.timestamp().to_string();
                if !in_utc.starts_with("9999-12-3") {
                    *text = in_utc; // the last days of the calendar have no room for every offset
                }
            }
        }
    }
}
