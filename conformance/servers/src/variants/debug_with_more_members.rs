//! Adds a duration and a server's name to `debug`: the description does not say that there is no more.

use super::Variant;
use crate::changes::edit;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const VARIANT: Variant = Variant {
    id: "debug-with-more-members",
    what: "`debug` holds members that the description does not name",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        edit(response, |answer| {
            if answer["debug"].is_object() {
                answer["debug"]["durationMs"] = 3.into();
                answer["debug"]["node"] = "b".into();
            }
        });
    }
}
