//! Takes the second word of `Authorization` for the token, whatever the first one says. Teams miss it because their
//! clients all say Bearer.
//! Found by `authorization-scheme-checked`.

use axum::http::header::{AUTHORIZATION, HeaderValue};

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "scheme-ignored",
    family: 'J',
    found_by: "authorization-scheme-checked",
    what: "the bearer token is accepted under any scheme",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake;

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        let sent = request.headers.get(AUTHORIZATION);
        let token = sent.and_then(|value| value.to_str().ok()?.split_once(' '));
        let renamed = token.map(|(_, token)| HeaderValue::try_from(format!("Bearer {token}")));
        if let Some(Ok(renamed)) = renamed {
            request.headers.insert(AUTHORIZATION, renamed);
        }
    }
}
