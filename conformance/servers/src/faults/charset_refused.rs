//! Compares the media type as text, parameters and all: `application/json; charset=utf-8` is not `application/json`. Teams
//! miss it because their own client sends no charset.
//! Found by `charset-accepted`.

use super::Fault;
use axum::http::header::{CONTENT_TYPE, HeaderValue};

use crate::seams::{Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "charset-refused",
    family: 'K',
    found_by: "charset-accepted",
    what: "application/json with a charset parameter is answered 415",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        if request
            .headers
            .get(CONTENT_TYPE)
            .is_some_and(|sent| sent.as_bytes().contains(&b';'))
        {
            request.headers.insert(
                CONTENT_TYPE,
                HeaderValue::from_static("application/octet-stream"),
            );
        }
    }
}
