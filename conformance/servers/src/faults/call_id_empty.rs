//! Gives every call an empty id, because tracing is switched off. Teams miss it because nobody needs the id until
//! something goes wrong.
//! Found by `call-id-not-empty`.

use super::Fault;
use crate::changes::edit;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "call-id-empty",
    family: 'N',
    found_by: "call-id-not-empty",
    what: "`activityID` is empty",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        edit(response, |answer| {
            if answer["debug"].is_object() {
                answer["debug"]["activityID"] = "".into();
            }
        });
    }
}
