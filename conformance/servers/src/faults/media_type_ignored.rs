//! Reads every body as JSON, whatever it is labelled: the media type is never looked at. Teams miss it because their client
//! always labels it rightly; a browser's form can then reach the operation without a preflight.
//! Found by `unsupported-media-type-refused`.

use super::Fault;
use axum::http::header::{CONTENT_TYPE, HeaderValue};

use crate::seams::{Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "media-type-ignored",
    family: 'L',
    found_by: "unsupported-media-type-refused",
    what: "a body is read as JSON whatever its media type says",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        request
            .headers
            .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
}
