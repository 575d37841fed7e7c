//! Refuses items with members that the description does not name, in every batch, so that a mistyped name is noticed.

use serde_json::{Value, json};

use super::Variant;
use crate::changes::is_known;
use crate::seams::{Seams, fresh};
use crate::wire::WireRequest;

pub(super) const VARIANT: Variant = Variant {
    id: "unknown-members-refused",
    what: "an item with a member that the description does not name is refused",
    may_be_noted_by: &[],
    seams: fresh::<Difference>,
};

#[derive(Default)]
struct Difference;

impl Seams for Difference {
    fn request(&self, request: &mut WireRequest) {
        let Ok(mut items) = serde_json::from_slice::<Vec<Value>>(&request.body) else {
            return;
        };
        let mut found = false;
        for item in items.iter_mut().filter_map(Value::as_object_mut) {
            if item.keys().any(|name| !is_known(name)) {
                // The decoder behind knows no such refusal: a member that fits nothing stands for it.
                item.insert("update_User".to_owned(), json!({}));
                found = true;
            }
        }
        if found && let Ok(body) = serde_json::to_vec(&items) {
            request.body = body.into();
        }
    }
}
