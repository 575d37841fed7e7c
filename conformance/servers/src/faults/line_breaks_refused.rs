//! Reads the body up to the first line break, as if it were one record of a log. Teams miss it because their client
//! writes compact JSON.
//! Found by `json-writing-changes-nothing`.

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "line-breaks-refused",
    family: 'E',
    found_by: "json-writing-changes-nothing",
    what: "a body with line breaks between its tokens is refused",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        if request.is_batch()
            && let Some(end) = request.body.iter().position(|byte| *byte == b'\n')
        {
            request.body.truncate(end);
        }
    }
}
