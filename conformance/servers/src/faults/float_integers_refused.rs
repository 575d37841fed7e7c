//! Refuses 5.0 and 5e0, which JSON Schema counts among the integers: the parser of the language makes another type of
//! them. Teams miss it because their client writes 5.
//! Found by `whole-floats-are-integers`.

use serde_json::Value;

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "float-integers-refused",
    family: 'C',
    found_by: "whole-floats-are-integers",
    what: "5.0 is refused where 5 is taken",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        let Ok(mut items) = serde_json::from_slice::<Vec<Value>>(&request.body) else {
            return;
        };
        let members = items
            .iter_mut()
            .filter_map(Value::as_object_mut)
            .flat_map(|item| item.values_mut());
        let mut found = false;
        for value in members.filter(|value| value.is_f64()) {
            *value = Value::String("a float".to_owned());
            found = true;
        }
        if found && let Ok(body) = serde_json::to_vec(&items) {
            request.body = body.into();
        }
    }
}
