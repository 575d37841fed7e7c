//! Says the type of every part of an id, in a member that the description does not name.

use super::Variant;
use crate::changes::results;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const VARIANT: Variant = Variant {
    id: "id-parts-described",
    what: "the parts of ids have a member more",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        results(response, |results| {
            for part in results
                .iter_mut()
                .filter_map(|result| result["id"].as_array_mut())
                .flatten()
            {
                part["type"] = "int32".into();
            }
        });
    }
}
