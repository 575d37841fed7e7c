//! Reads items as a stream and needs the key before the last member. Teams miss it because their client writes members
//! in the order of the class.
//! Found by `json-writing-changes-nothing`.

use serde_json::Value;

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "key-last-refused",
    family: 'E',
    found_by: "json-writing-changes-nothing",
    what: "an item whose last member is its key is refused",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        let Ok(mut items) = serde_json::from_slice::<Vec<Value>>(&request.body) else {
            return;
        };
        let mut found = false;
        for item in items
            .iter_mut()
            .filter_map(Value::as_object_mut)
            .filter(|item| item.len() > 2)
        {
            let key = if item.contains_key("providerCredLicense_Key") {
                "providerCredLicense_Key"
            } else {
                "providerCred_Key"
            };
            if item.keys().next_back().is_some_and(|last| last == key) {
                item.insert(key.to_owned(), Value::Null);
                found = true;
            }
        }
        if found && let Ok(body) = serde_json::to_vec(&items) {
            request.body = body.into();
        }
    }
}
