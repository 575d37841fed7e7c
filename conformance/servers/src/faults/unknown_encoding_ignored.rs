//! Never looks at Content-Encoding. Teams miss it because their clients do not compress.
//! Found by `unknown-encoding-refused`.

use axum::http::header::CONTENT_ENCODING;

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "unknown-encoding-ignored",
    family: 'L',
    found_by: "unknown-encoding-refused",
    what: "a body with an unknown Content-Encoding is read as if it had none",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        request.headers.remove(CONTENT_ENCODING);
    }
}
