//! Builds the id of a call from the API key and a number, to find a customer's calls in the log. Teams miss it because
//! an id looks like an id.
//! Found by `call-id-no-secret`.

use super::Fault;
use crate::changes::edit;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "call-id-is-api-key",
    family: 'N',
    found_by: "call-id-no-secret",
    what: "`activityID` holds the API key",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        let Some(key) = request
            .headers
            .get("x-api-key")
            .and_then(|value| value.to_str().ok())
        else {
            return;
        };
        edit(response, |answer| {
            if let Some(id) = answer["debug"]["activityID"]
                .as_str()
                .map(|id| format!("{key}.{id}"))
            {
                answer["debug"]["activityID"] = id.into();
            }
        });
    }
}
