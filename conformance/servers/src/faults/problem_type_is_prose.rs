//! Writes a sentence into `type`, which is a URI reference. Teams miss it because people read it well.
//! Found by `problem-type-is-uri`.

use super::Fault;
use crate::changes::edit;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "problem-type-is-prose",
    family: 'M',
    found_by: "problem-type-is-uri",
    what: "the `type` of a refusal is a sentence",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        if response.status.is_client_error() {
            edit(response, |answer| {
                answer["error"]["type"] = "Invalid request: <see detail>".into()
            });
        }
    }
}
