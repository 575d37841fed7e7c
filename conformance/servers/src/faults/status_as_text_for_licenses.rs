//! Writes the status of a result as text, for licenses only: two hands wrote the two answers. Teams miss it because
//! their client language converts.
//! Found by `answer-matches-schema`.

use super::Fault;
use crate::changes::results;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "status-as-text-for-licenses",
    family: 'A',
    found_by: "answer-matches-schema",
    what: "results of licenses have their status as text",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        if request.uri.path().ends_with("/licenses-batch") {
            results(response, |results| {
                for result in results {
                    result["status"] = result["status"].to_string().into();
                }
            });
        }
    }
}
