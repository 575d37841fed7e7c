//! Removes an entity for anybody: the check stands in the handlers, and the newest one was forgotten. Teams miss it because
//! their clients always sign in.
//! Found by `credentials-required`.

use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderValue, Method};

use super::Fault;
use crate::seams::{Checked, Honest, Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "delete-is-open",
    family: 'J',
    found_by: "credentials-required",
    what: "a delete needs no credentials",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

/// Stands for the credentials of a request that needs none.
const NOBODY: &str = "(nobody)";

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        if request.method == Method::DELETE && !request.headers.contains_key(AUTHORIZATION) {
            let headers = &mut request.headers;
            headers.insert("x-api-key", HeaderValue::from_static(NOBODY));
            headers.insert(AUTHORIZATION, HeaderValue::from_static("Bearer none"));
        }
    }

    fn authorize(&self, api_key: &str, checked: Checked) -> bool {
        api_key == NOBODY || Honest.authorize(api_key, checked)
    }
}
