//! `page`, `pageSize`, `sortBy` and the answer header `x-pagination`. Refuses a page before the first, an empty page,
//! and an order by something that is no property.

use axum::http::StatusCode;
use generated::support::rejection::Rejection;

use crate::store::{Direction, Sort, Table};

/// A page never holds more; a larger `pageSize` is answered with this one, and `x-pagination` says so.
const MAX_PAGE_SIZE: u64 = 1_000;

/// Which part of a list is asked for.
#[derive(Debug)]
pub(crate) struct Window {
    page: u64,
    size: u64,
    pub(crate) sort: Vec<Sort>,
}

impl Window {
    pub(crate) fn of(
        table: &'static Table,
        page: i32,
        page_size: i32,
        sort_by: Option<&str>,
    ) -> Result<Self, Rejection> {
        let page = positive("page", page)?;
        let size = positive("pageSize", page_size)?.min(MAX_PAGE_SIZE);
        let sort = match sort_by.map(str::trim) {
            None | Some("") => Vec::new(),
            Some(text) => text
                .split(',')
                .map(|part| sort(table, part.trim()))
                .collect::<Result<_, _>>()?,
        };
        Ok(Self { page, size, sort })
    }

    pub(crate) fn offset(&self) -> u64 {
        (self.page - 1).saturating_mul(self.size)
    }

    pub(crate) fn limit(&self) -> u64 {
        self.size
    }

    /// The value of `x-pagination`.
    pub(crate) fn header(&self, total: u64) -> String {
        serde_json::json!({
            "TotalCount": total,
            "TotalPages": total.div_ceil(self.size),
            "CurrentPage": self.page,
            "PageSize": self.size,
        })
        .to_string()
    }
}

fn positive(name: &str, value: i32) -> Result<u64, Rejection> {
    match u64::try_from(value) {
        Ok(value) if value > 0 => Ok(value),
        _ => Err(invalid(format!("`{name}` must be at least 1"))),
    }
}

/// One part of `sortBy`: `Field`, `Field:asc` or `Field:desc`, in any letter case.
fn sort(table: &'static Table, part: &str) -> Result<Sort, Rejection> {
    let (name, direction) = part.split_once(':').unwrap_or((part, "asc"));
    let column = table
        .columns
        .iter()
        .find(|column| column.property.eq_ignore_ascii_case(name.trim()));
    let direction = match direction.trim() {
        word if word.eq_ignore_ascii_case("asc") => Some(Direction::Ascending),
        word if word.eq_ignore_ascii_case("desc") => Some(Direction::Descending),
        _ => None,
    };
    match (column, direction) {
        (Some(column), Some(direction)) => Ok(Sort { column, direction }),
        (None, _) => Err(invalid(format!(
            "`sortBy` names a property that {} do not have",
            table.name
        ))),
        (_, None) => Err(invalid(
            "`sortBy` takes `asc` or `desc` after the colon".to_owned(),
        )),
    }
}

fn invalid(detail: String) -> Rejection {
    Rejection::new(StatusCode::BAD_REQUEST, "invalid-parameter", detail)
}
