//! Leaves `error` out of answers that are none: the description does not require it.

use serde_json::Value;

use super::Variant;
use crate::changes::edit;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const VARIANT: Variant = Variant {
    id: "error-absent",
    what: "`error` is left out where nothing went wrong",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        edit(response, |answer| {
            if let Some(members) = answer
                .as_object_mut()
                .filter(|members| members.get("error").is_some_and(Value::is_null))
            {
                members.shift_remove("error");
            }
        });
    }
}
