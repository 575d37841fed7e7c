//! Answers 400 and fills `data` with results of success: the answer object is reused by the error handler. Clients that look
//! at the results believe them. Nothing was applied.
//! Found by `no-results-in-error`.

use super::Fault;
use axum::http::StatusCode;
use serde_json::json;

use crate::changes::edit;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "results-in-error",
    family: 'M',
    found_by: "no-results-in-error",
    what: "a batch that breaks off is answered 400 with results that say Updated",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        if request.is_batch() && response.status == StatusCode::BAD_REQUEST {
            edit(response, |answer| {
                answer["data"] = json!([{ "id": [], "status": 200, "body": "Updated" }]);
            });
        }
    }
}
