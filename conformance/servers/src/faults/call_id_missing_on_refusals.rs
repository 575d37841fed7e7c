//! Leaves `activityID` out when any item was refused: that path builds `debug` by itself. Teams miss it because nobody
//! needs the id until something goes wrong.
//! Found by `answer-matches-schema`.

use serde_json::json;

use super::Fault;
use crate::changes::{edit, results};
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "call-id-missing-on-refusals",
    family: 'A',
    found_by: "answer-matches-schema",
    what: "a 207 with a refused item has a `debug` without its required member",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        let mut refused = false;
        results(response, |results| {
            refused = results
                .iter()
                .any(|result| result["status"].as_u64() >= Some(300))
        });
        if refused {
            edit(response, |answer| answer["debug"] = json!({}));
        }
    }
}
