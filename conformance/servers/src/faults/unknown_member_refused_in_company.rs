//! Sends single items through another decoder than larger batches; only one of them knows about unknown members. Teams
//! miss it because they test each decoder alone.
//! Found by `unknown-member-handled-alike`.

use serde_json::{Value, json};

use super::Fault;
use crate::changes::is_known;
use crate::seams::{Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "unknown-member-refused-in-company",
    family: 'E',
    found_by: "unknown-member-handled-alike",
    what: "an unknown member is ignored in a batch of one item and refused in a larger one",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        let Ok(mut items) = serde_json::from_slice::<Vec<Value>>(&request.body) else {
            return;
        };
        if items.len() < 2 {
            return;
        }
        let mut found = false;
        for item in items.iter_mut().filter_map(Value::as_object_mut) {
            if item.keys().any(|name| !is_known(name)) {
                // What the stricter decoder makes of it: a member that fits nothing.
                item.insert("entry_User".to_owned(), json!({}));
                found = true;
            }
        }
        if found && let Ok(body) = serde_json::to_vec(&items) {
            request.body = body.into();
        }
    }
}
