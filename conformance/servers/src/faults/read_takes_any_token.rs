//! Remembers by its API key that a caller was let in, and asks no more for the token when it only reads. Teams miss it
//! because tokens of theirs are good.
//! Found by `each-credential-required`.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::http::Method;
use axum::http::header::{AUTHORIZATION, HeaderValue};

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "read-takes-any-token",
    family: 'J',
    found_by: "each-credential-required",
    what: "a read with a known API key is answered whatever its token is",
    seams: fresh::<Mistake>,
};

const KEY: &str = "x-api-key";

#[derive(Default)]
struct Mistake {
    tokens: Mutex<HashMap<HeaderValue, HeaderValue>>,
}

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        let tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let known = request.headers.get(KEY).and_then(|key| tokens.get(key));
        let asks = request.headers.contains_key(AUTHORIZATION);
        if let Some(token) = known.filter(|_| asks && request.method == Method::GET) {
            request.headers.insert(AUTHORIZATION, token.clone());
        }
    }

    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        let sent = request
            .headers
            .get(KEY)
            .zip(request.headers.get(AUTHORIZATION));
        // a read may have got in with a wrong one
        let checked = request.method != Method::GET && response.status.is_success();
        if let Some((key, token)) = sent.filter(|_| checked) {
            let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
            tokens.insert(key.clone(), token.clone());
        }
    }
}
