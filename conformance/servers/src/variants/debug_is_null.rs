//! Writes `debug` as null in every answer: there is nothing to say, as with `error`.

use super::Variant;
use crate::changes::edit;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const VARIANT: Variant = Variant {
    id: "debug-is-null",
    what: "`debug` is null in every answer",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        edit(response, |answer| {
            if answer.is_object() {
                answer["debug"] = serde_json::Value::Null;
            }
        });
    }
}
