//! Falls over when two items of a batch have the same key, and the connection closes with it. Teams miss it because their
//! batches have distinct keys.
//! Found by `request-gets-an-answer`.

use std::collections::HashSet;

use super::Fault;
use crate::changes::members_of;
use crate::seams::{Seams, fresh};
use crate::wire::{Framing, WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "duplicates-crash",
    family: 'G',
    found_by: "request-gets-an-answer",
    what: "a batch with the same item twice is never answered: the connection closes",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        let mut seen = HashSet::new();
        let items = members_of(&request.body);
        let twice = items.iter().any(|item| !seen.insert(format!("{item:?}")));
        if request.is_batch() && twice {
            response.framing = Framing::Nothing;
        }
    }
}
