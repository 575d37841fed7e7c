//! Takes its time, as services behind a network do.

use std::time::Duration;

use super::Variant;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const VARIANT: Variant = Variant {
    id: "slow",
    what: "every answer takes 20 ms more",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        response.delay = Duration::from_millis(20);
    }
}
