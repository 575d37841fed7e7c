//! Says 500 in the envelope of every error: the envelope is built for an exception, the status line is set by a later
//! mapping. Teams miss it because their client reads one of the two.
//! Found by `error-status-matches`.

use super::Fault;
use crate::changes::edit;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "error-status-differs",
    family: 'M',
    found_by: "error-status-matches",
    what: "error.status says 500 whatever the status of the response is",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, _: &WireRequest, response: &mut WireResponse) {
        if response.status.is_client_error() {
            edit(response, |answer| answer["error"]["status"] = 500.into());
        }
    }
}
