//! Fails to open the database that was asked for, and lets the error through. Teams miss it because they configure
//! their clients once.
//! Found by `unknown-tenant-refused`.

use axum::http::StatusCode;

use super::Fault;
use crate::changes::refuse;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "unknown-tenant-is-500",
    family: 'H',
    found_by: "unknown-tenant-refused",
    what: "an unknown database is answered 500",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        if response.status == StatusCode::BAD_REQUEST
            && String::from_utf8_lossy(&response.body).contains("names no database")
        {
            refuse(
                response,
                StatusCode::INTERNAL_SERVER_ERROR,
                "the connection could not be opened",
            );
        }
    }
}
