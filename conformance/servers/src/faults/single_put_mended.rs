//! Closes a single entity that breaks off: a reader that was made for a stream of log lines. Teams miss it because a
//! connection that is cut mid-body rarely leaves a request that reaches the handler.
//! Found by `malformed-body-refused`.

use axum::http::Method;
use serde_json::Value;

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "single-put-mended",
    family: 'K',
    found_by: "malformed-body-refused",
    what: "the body of a single update that breaks off is taken for complete",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        if request.method != Method::PUT || request.is_batch() {
            return;
        }
        let mended = [request.body.as_ref(), b"}"].concat();
        if serde_json::from_slice::<Value>(&mended).is_ok() {
            request.body = mended.into();
        }
    }
}
