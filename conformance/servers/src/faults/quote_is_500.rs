//! Puts texts into its SQL between apostrophes. Teams miss it until Mr O'Brien signs up, or somebody worse.
//! Found by `no-server-error`.

use axum::http::StatusCode;
use generated::support::rejection::Rejection;

use super::Fault;
use crate::batch::Arrived;
use crate::changes::texts;
use crate::seams::{Seams, fresh};

pub(super) const FAULT: Fault = Fault {
    id: "quote-is-500",
    family: 'K',
    found_by: "no-server-error",
    what: "a text with an apostrophe is answered 500",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn admit(&self, arrived: &Arrived<'_>) -> Result<(), Rejection> {
        for item in arrived.items.iter().filter(|item| item.is_good()) {
            let Some(mut row) = item.row.clone() else {
                continue;
            };
            if texts(arrived.table, &mut row).any(|text| text.contains('\'')) {
                return Err(Rejection::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "internal",
                    "the server failed",
                ));
            }
        }
        Ok(())
    }
}
