//! Takes dates without a time for midnight and times without an offset for UTC, and stores the instant.

use generated::support::date_time::DateTime;
use serde_json::Value;

use super::Variant;
use crate::batch::Item;
use crate::changes::{is_complete, lenient};
use crate::seams::{Seams, fresh};
use crate::store::{Kind, Table};

pub(super) const VARIANT: Variant = Variant {
    id: "lax-about-dates",
    what: "date-times without time or offset are taken as UTC",
    may_be_noted_by: &["constraint-enforced"],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn item(&self, table: &'static Table, item: &mut Item) {
        let Some(mut sent) = item.sent.clone() else {
            return;
        };
        for column in table
            .columns
            .iter()
            .filter(|column| column.kind == Kind::Instant)
        {
            let Some(text) = sent[column.property]
                .as_str()
                .map(|text| text.trim().replacen(' ', "T", 1))
            else {
                continue;
            };
            let forms = [format!("{text}Z"), format!("{text}T00:00:00Z")];
            if let Some(form) = forms
                .into_iter()
                .find(|form| DateTime::parse(form).is_some())
            {
                sent[column.property] = form.into();
            }
        }
        let only_dates = item.violations.iter().all(|violation| {
            let sent = sent.pointer(&violation.pointer).and_then(Value::as_str);
            sent.is_some_and(|text| DateTime::parse(text).is_some())
        });
        if let Some(row) = lenient(table, &sent).filter(|row| only_dates && is_complete(table, row))
        {
            item.key = row.key(table);
            item.row = Some(row);
            item.violations.clear();
        }
    }
}
