//! Does not empty its output buffer after a refusal, and sends it again in the place of the next answer. Teams miss it
//! because their clients open a new connection after an error.
//! Found by `connection-stays-in-step`.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};

use axum::http::StatusCode;

use super::Fault;
use crate::seams::{Seams, fresh};
use crate::wire::{WireRequest, WireResponse};

pub(super) const FAULT: Fault = Fault {
    id: "stale-answer-on-connection",
    family: 'L',
    found_by: "connection-stays-in-step",
    what: "after a refused request the next answer on the connection is the refusal again",
    seams: fresh::<Mistake>,
};

#[derive(Default)]
struct Mistake {
    stale: Mutex<HashMap<SocketAddr, (StatusCode, Vec<u8>)>>,
}

impl Seams for Mistake {
    fn response(&self, request: &WireRequest, response: &mut WireResponse) {
        let Some(connection) = request.connection else {
            return;
        };
        let mut stale = self.stale.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((status, body)) = stale.remove(&connection) {
            (response.status, response.body) = (status, body);
        } else if response.status.is_client_error() {
            stale.insert(connection, (response.status, response.body.clone()));
        }
    }
}
