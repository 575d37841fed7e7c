//! Answers 200 instead of 207 when every item succeeded: "multi-status" is taken to mean mixed statuses. Teams miss it
//! because their client treats all of 2xx alike.
//! Found by `answer-is-207`.

use super::Fault;
use axum::http::StatusCode;
use serde_json::Value;

use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "all-succeeded-is-200",
    family: 'A',
    found_by: "answer-is-207",
    what: "a batch whose items all succeeded is answered 200 as a whole",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, _: &WireRequest, response: &mut WireResponse) {
        if response.status != StatusCode::MULTI_STATUS {
            return;
        }
        let Ok(answer) = serde_json::from_slice::<Value>(&response.body) else {
            return;
        };
        let succeeded =
            |result: &Value| result["status"].as_i64().is_some_and(|status| status < 300);
        if answer["data"]
            .as_array()
            .is_some_and(|results| !results.is_empty() && results.iter().all(succeeded))
        {
            response.status = StatusCode::OK;
        }
    }
}
