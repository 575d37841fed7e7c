//! Refuses null where the description allows it: "optional" was read as "may be left out", and an explicit null is a type
//! error. Teams miss it because their serialiser leaves nulls out.
//! Found by `nullable-null-accepted`.

use super::Fault;
use serde_json::Value;

use crate::seams::{Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "null-refused-in-nullable",
    family: 'C',
    found_by: "nullable-null-accepted",
    what: "an item with null in a nullable property is refused",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        if !request.is_batch() {
            return;
        }
        let Ok(mut items) = serde_json::from_slice::<Vec<Value>>(&request.body) else {
            return;
        };
        let members = items.iter_mut().filter_map(Value::as_object_mut).flatten();
        for (_, value) in members.filter(|(_, value)| value.is_null()) {
            // What the stricter schema makes of it: something that is no text and no number.
            *value = Value::Array(Vec::new());
        }
        if let Ok(body) = serde_json::to_vec(&items) {
            request.body = body.into();
        }
    }
}
