//! Opens the database once for each connection. Teams miss it because their clients talk to one database.
//! Found by `tenants-isolated`.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};

use axum::http::header::{HeaderName, HeaderValue};

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::WireRequest;

pub(super) const FAULT: Fault = Fault {
    id: "tenant-sticks-to-connection",
    family: 'H',
    found_by: "tenants-isolated",
    what: "the database of the first request of a connection counts for all that follow on it",
    seams: fresh::<Mistake>,
};

const NAME: HeaderName = HeaderName::from_static("vbasoftware-database");

#[derive(Default)]
struct Mistake {
    opened: Mutex<HashMap<SocketAddr, HeaderValue>>,
}

impl Seams for Mistake {
    fn request(&self, request: &mut WireRequest) {
        let (Some(connection), Some(sent)) = (request.connection, request.headers.get(&NAME))
        else {
            return;
        };
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let first = opened
            .entry(connection)
            .or_insert_with(|| sent.clone())
            .clone();
        request.headers.insert(NAME, first);
    }
}
