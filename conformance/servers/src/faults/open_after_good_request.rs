//! Authenticates connections, not requests: what follows a good request on the same connection is let in without
//! credentials. Teams miss it because behind a proxy the next request is another client's.
//! Found by `credentials-required`.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};

use axum::http::header::{AUTHORIZATION, HeaderName, HeaderValue};

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "open-after-good-request",
    family: 'J',
    found_by: "credentials-required",
    what: "after a request with good credentials its connection needs none",
    seams: fresh::<Mistake>,
};

const KEY: HeaderName = HeaderName::from_static("x-api-key");

#[derive(Default)]
struct Mistake {
    known: Mutex<HashMap<SocketAddr, [HeaderValue; 2]>>,
}

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let Some([key, token]) = request
            .connection
            .and_then(|connection| known.get(&connection))
        else {
            return;
        };
        if !request.headers.contains_key(&KEY) && !request.headers.contains_key(AUTHORIZATION) {
            request.headers.insert(KEY, key.clone());
            request.headers.insert(AUTHORIZATION, token.clone());
        }
    }

    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        let sent = request
            .headers
            .get(&KEY)
            .zip(request.headers.get(AUTHORIZATION));
        if let (Some((key, token)), Some(connection), true) =
            (sent, request.connection, response.status.is_success())
        {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            known.insert(connection, [key.clone(), token.clone()]);
        }
    }
}
