//! Leaves `debug` out of every answer: the description does not require it.

use super::Variant;
use crate::changes::edit;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const VARIANT: Variant = Variant {
    id: "debug-absent",
    what: "no answer has the member `debug`",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        edit(response, |answer| {
            if let Some(members) = answer.as_object_mut() {
                members.shift_remove("debug");
            }
        });
    }
}
