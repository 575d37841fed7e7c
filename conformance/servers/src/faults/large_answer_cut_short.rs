//! Announces the whole length of a large answer and sends half of it: a limit of something in between. Teams miss it
//! because their batches are small.
//! Found by `answer-not-cut-short`.

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::{Framing, WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "large-answer-cut-short",
    family: 'L',
    found_by: "answer-not-cut-short",
    what: "an answer of more than 32 KiB breaks off in the middle",
    seams: fresh::<Mistake>,
};

const LIMIT: usize = 32 * 1024;

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        if response.body.len() > LIMIT {
            response.framing = Framing::Broken;
        }
    }
}
