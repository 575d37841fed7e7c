//! Writes null for a list without entities, which the description allows.

use axum::http::Method;
use serde_json::Value;

use super::Variant;
use crate::changes::edit;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const VARIANT: Variant = Variant {
    id: "empty-list-is-null",
    what: "a list without entities has null in the place of the array",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        if request.method == Method::GET {
            edit(response, |answer| {
                if answer["data"].as_array().is_some_and(Vec::is_empty) {
                    answer["data"] = Value::Null;
                }
            });
        }
    }
}
