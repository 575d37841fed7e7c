//! Looks at the media type before the credentials: the framework routes by it. Teams miss it because their tests
//! without credentials are right in everything else.
//! Found by `unauthenticated-before-parsed`.

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;

use super::Fault;
use crate::changes::refuse;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "media-type-before-auth",
    family: 'J',
    found_by: "unauthenticated-before-parsed",
    what: "a wrong media type without credentials is answered 415 instead of 401",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        let media_type = request
            .headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        if response.status == StatusCode::UNAUTHORIZED
            && media_type.is_some_and(|media_type| !media_type.contains("json"))
        {
            refuse(
                response,
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "the body must be application/json",
            );
        }
    }
}
