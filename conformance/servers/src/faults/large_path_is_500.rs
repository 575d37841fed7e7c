//! Parses the path key as a wider integer and fails to bind it to the column. Teams miss it because keys are small for
//! the first twenty years.
//! Found by `no-server-error`.

use axum::http::StatusCode;

use super::Fault;
use crate::changes::{path_key, refusal};
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "large-path-is-500",
    family: 'I',
    found_by: "no-server-error",
    what: "a path key beyond int32 is answered 500",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn turn_away(&self, request: &WireRequest) -> Option<WireResponse> {
        let key = path_key(request)?;
        let is_large = key.parse::<i32>().is_err() && key.parse::<i128>().is_ok();
        is_large.then(|| {
            refusal(
                StatusCode::INTERNAL_SERVER_ERROR,
                "the value is out of range",
            )
        })
    }
}
