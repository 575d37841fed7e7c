//! Reads JSON with a parser of its own that leaves Unicode escapes as they are. Teams miss it because their client
//! writes no escapes.
//! Found by `json-writing-changes-nothing`.

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "escapes-kept",
    family: 'E',
    found_by: "json-writing-changes-nothing",
    what: "\\u escapes in JSON texts are not decoded",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        let text = String::from_utf8_lossy(&request.body);
        if text.contains("\\u") {
            request.body = text.replace("\\u", "\\\\u").into();
        }
    }
}
