//! Maps every member of an item to a column and fails at one that is none. Teams miss it because their client is
//! generated.
//! Found by `no-server-error`.

use axum::http::StatusCode;

use super::Fault;
use crate::changes::{is_known, members_of, refusal};
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "unknown-member-is-500",
    family: 'K',
    found_by: "no-server-error",
    what: "an item with a member that the description does not name is answered 500",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn turn_away(&self, request: &WireRequest) -> Option<WireResponse> {
        let fails = request.is_batch()
            && members_of(&request.body)
                .iter()
                .flat_map(|item| item.keys())
                .any(|name| !is_known(name));
        fails.then(|| refusal(StatusCode::INTERNAL_SERVER_ERROR, "the server failed"))
    }
}
