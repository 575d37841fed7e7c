//! Leaves out of a single read what stands in the path: "the client knows it already". Teams miss it because their own
//! client does.
//! Found by `answer-matches-schema`.

use serde_json::Value;

use super::Fault;
use crate::changes::edit;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "read-forgets-member",
    family: 'A',
    found_by: "answer-matches-schema",
    what: "a read of one entity lacks a required member",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        if request.is_read() && response.status.is_success() {
            edit(response, |answer| {
                if let Some(entity) = answer["data"].as_object_mut() {
                    entity.retain(|name, _: &mut Value| name != "providerCred_Key");
                }
            });
        }
    }
}
