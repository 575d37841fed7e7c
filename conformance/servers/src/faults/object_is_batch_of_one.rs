//! Accepts one object where the description asks for an array: a setting of the JSON library. Teams miss it because it
//! looks helpful.
//! Found by `malformed-body-refused`.

use serde_json::Value;

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "object-is-batch-of-one",
    family: 'K',
    found_by: "malformed-body-refused",
    what: "an object in the place of the array is taken for a batch of one",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        if request.is_batch()
            && serde_json::from_slice::<Value>(&request.body).is_ok_and(|body| body.is_object())
        {
            request.body = [b"[", request.body.as_ref(), b"]"].concat().into();
        }
    }
}
