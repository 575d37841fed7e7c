//! Leaves the status out of the last result: a serialiser that drops a member which it takes for a default. Teams miss it
//! because clients that look for failures read a missing status as no failure.
//! Found by `answer-matches-schema`.

use super::Fault;
use axum::http::StatusCode;
use serde_json::Value;

use crate::changes::edit;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "envelope-data-missing-status",
    family: 'A',
    found_by: "answer-matches-schema",
    what: "the last result of a batch has no status",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, _: &WireRequest, response: &mut WireResponse) {
        if response.status != StatusCode::MULTI_STATUS {
            return;
        }
        edit(response, |answer| {
            let results = answer.get_mut("data").and_then(Value::as_array_mut);
            if let Some(result) = results
                .and_then(|results| results.last_mut())
                .and_then(Value::as_object_mut)
            {
                result.shift_remove("status");
            }
        });
    }
}
