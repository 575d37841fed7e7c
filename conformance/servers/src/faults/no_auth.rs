//! Lets everybody in: the route was added below the line that installs the check. Teams miss it because their clients
//! always sign in.
//! Found by `credentials-required`.

use super::Fault;
use axum::http::HeaderValue;
use axum::http::header::AUTHORIZATION;

use crate::seams::{Checked, Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "no-auth",
    family: 'J',
    found_by: "credentials-required",
    what: "no credentials are needed",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        request
            .headers
            .insert("x-api-key", HeaderValue::from_static("none"));
        request
            .headers
            .insert(AUTHORIZATION, HeaderValue::from_static("Bearer none"));
    }

    fn authorize(&self, _: &str, _: Checked) -> bool {
        true
    }
}
