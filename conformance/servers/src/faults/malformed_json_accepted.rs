//! Answers 207 for the complete items of an array that breaks off: a streaming reader whose end of input looks like the end
//! of the array. Teams miss it because a connection that is cut mid-body rarely leaves a request that reaches the handler.
//! Found by `malformed-body-refused`.

use super::Fault;
use crate::changes::{is_malformed, salvage};
use crate::seams::{Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "malformed-json-accepted",
    family: 'K',
    found_by: "malformed-body-refused",
    what: "an array that breaks off is answered 207 for the items that were complete",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        if request.is_batch()
            && is_malformed(&request.body)
            && let Some(complete) = salvage(&request.body)
        {
            request.body = complete.into();
        }
    }
}
