//! Looks for duplicate members at every depth by comparing with all depths above: the time grows with the square. Teams
//! miss it because their items are flat.
//! Found by `answers-in-time`.

use std::time::Duration;

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "deep-nesting-hangs",
    family: 'K',
    found_by: "answers-in-time",
    what: "a deeply nested body is answered after half a minute",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        if request
            .body
            .windows(100)
            .any(|window| window.iter().all(|byte| *byte == b'['))
        {
            response.delay = Duration::from_secs(30);
        }
    }
}
