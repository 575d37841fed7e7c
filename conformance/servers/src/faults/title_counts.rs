//! Numbers the titles of its refusals for its own log. Teams miss it because they compare statuses.
//! Found by `same-problem-same-title`.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::Fault;
use crate::changes::edit;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "title-counts",
    family: 'M',
    found_by: "same-problem-same-title",
    what: "the `title` of a refusal holds a number that differs each time",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake {
    count: AtomicUsize,
}

impl Seams for Mistake {
    fn response(&self, _request: &WireRequest, response: &mut WireResponse) {
        if response.status.is_client_error() {
            let count = self.count.fetch_add(1, Ordering::Relaxed);
            edit(response, |answer| {
                answer["error"]["title"] = format!("Problem no. {count}").into()
            });
        }
    }
}
