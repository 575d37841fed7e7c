//! Writes the reason of a refusal as plain text where the description has an object. Teams miss it because their client
//! prints whatever is there.
//! Found by `error-is-a-problem`.

use super::Fault;
use crate::changes::edit;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "error-is-text",
    family: 'M',
    found_by: "error-is-a-problem",
    what: "`error` of a refusal is a text",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        if response.status.is_client_error() {
            edit(response, |answer| {
                answer["error"] = answer["error"]["detail"].take()
            });
        }
    }
}
