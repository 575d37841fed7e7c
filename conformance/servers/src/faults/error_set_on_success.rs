//! Fills `error` of a 207 as for a refusal: one helper builds every envelope whose status is not 200. Teams miss it
//! because their client looks at `data` first.
//! Found by `error-absent-on-success`.

use axum::http::StatusCode;
use serde_json::json;

use super::Fault;
use crate::changes::edit;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "error-set-on-success",
    family: 'A',
    found_by: "error-absent-on-success",
    what: "every 207 carries an `error`, success or not",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        if response.status == StatusCode::MULTI_STATUS {
            edit(response, |answer| {
                answer["error"] = json!({ "type": "about:blank", "title": "Multi-Status", "status": 207, "detail": "see data" });
            });
        }
    }
}
