//! Writes the names of key fields in lower case, as its database does.

use super::Variant;
use crate::changes::results;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const VARIANT: Variant = Variant {
    id: "id-names-in-lower-case",
    what: "the names in ids are in lower case",
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
                let lower = part["key"].as_str().map(str::to_lowercase);
                if let Some(lower) = lower {
                    part["key"] = lower.into();
                }
            }
        });
    }
}
