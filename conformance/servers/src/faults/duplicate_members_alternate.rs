//! Reads JSON in one of two workers, one of which refuses what the other settles by `the last one wins`. Teams miss it
//! because no client of theirs names a member twice.
//! Found by `duplicate-members-handled-alike`.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "duplicate-members-alternate",
    family: 'K',
    found_by: "duplicate-members-handled-alike",
    what: "an item that names a member twice is refused every second time",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake {
    calls: AtomicUsize,
}

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        let Ok(items) = serde_json::from_slice::<Vec<&RawValue>>(&request.body) else {
            return;
        };
        let is_double = |item: &&RawValue| {
            let members: Map<String, Value> = serde_json::from_str(item.get()).unwrap_or_default();
            members
                .keys()
                .any(|name| item.get().matches(&format!("\"{name}\":")).count() > 1)
        };
        if !items.iter().any(is_double)
            || self.calls.fetch_add(1, Ordering::Relaxed).is_multiple_of(2)
        {
            return;
        }
        let refused: Vec<String> = items
            .iter()
            .map(|item| {
                if is_double(item) {
                    item.get().replacen('{', "{\"update_Date\":{},", 1)
                } else {
                    item.get().to_owned()
                }
            })
            .collect();
        request.body = format!("[{}]", refused.join(",")).into();
    }
}
