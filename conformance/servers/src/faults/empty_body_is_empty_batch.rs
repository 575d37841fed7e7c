//! Takes a missing body for an empty batch. Teams miss it because no client of theirs forgets the body.
//! Found by `malformed-body-refused`.

use axum::body::Bytes;

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "empty-body-is-empty-batch",
    family: 'K',
    found_by: "malformed-body-refused",
    what: "a batch without a body is answered 207",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        if request.is_batch() && request.body.is_empty() {
            request.body = Bytes::from_static(b"[]");
        }
    }
}
