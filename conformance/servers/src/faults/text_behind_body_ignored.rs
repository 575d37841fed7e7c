//! Reads the first JSON value of the body and never looks whether there is more. Teams miss it because no client of theirs
//! writes anything behind it.
//! Found by `malformed-body-refused`.

use serde_json::{Deserializer, Value};

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "text-behind-body-ignored",
    family: 'K',
    found_by: "malformed-body-refused",
    what: "an array with more text behind it is applied",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        let mut values = Deserializer::from_slice(&request.body).into_iter::<Value>();
        if request.is_batch() && matches!(values.next(), Some(Ok(_))) {
            let end = values.byte_offset();
            request.body = request.body.slice(..end);
        }
    }
}
