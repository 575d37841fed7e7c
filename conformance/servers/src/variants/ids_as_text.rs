//! Gives the values of service ids as text, as licenses do: the description allows any type there.

use super::Variant;
use crate::changes::results;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const VARIANT: Variant = Variant {
    id: "ids-as-text",
    what: "the values of the ids of services are texts",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        if !request.uri.path().ends_with("/services-batch") {
            return;
        }
        results(response, |results| {
            let parts = results
                .iter_mut()
                .filter_map(|result| result["id"].as_array_mut())
                .flatten();
            for part in parts.filter(|part| part["value"].is_number()) {
                part["value"] = part["value"].to_string().into();
            }
        });
    }
}
