//! Does not know the length of its answers when it begins to send them.

use super::Variant;
use crate::seams::{Seams, fresh};
use crate::wire::{Framing, WireRequest, WireResponse};

pub(super) const VARIANT: Variant = Variant {
    id: "chunked",
    what: "every answer comes in chunks",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        if !response.body.is_empty() {
            response.framing = Framing::Chunked;
        }
    }
}
