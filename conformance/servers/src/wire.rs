//! A request and a response as bytes and header fields, for faults and variants to see and change.

use std::net::SocketAddr;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{HeaderMap, Method, StatusCode, Uri, Version};

/// A request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct WireRequest {
    /// Its method.
    pub(crate) method: Method,
    /// Its target.
    pub(crate) uri: Uri,
    /// Its header fields.
    pub(crate) headers: HeaderMap,
    /// Its whole body.
    pub(crate) body: Bytes,
    /// The client's end of the connection: the same for all requests of one connection.
    pub(crate) connection: Option<SocketAddr>,
}

/// A response before it leaves.
#[derive(Debug)]
pub(crate) struct WireResponse {
    /// Its status.
    pub(crate) status: StatusCode,
    /// Its header fields, without the length.
    pub(crate) headers: HeaderMap,
    /// Its whole body.
    pub(crate) body: Vec<u8>,
    /// How long it waits before it leaves.
    pub(crate) delay: Duration,
    /// How its end is told.
    pub(crate) framing: Framing,
    /// The version that its status line names.
    pub(crate) version: Version,
}

/// How a client learns where a body ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// By its length.
    Length,
    /// By the last of several chunks.
    Chunked,
    /// Not at all: the length is announced, and the connection breaks before it is reached.
    Broken,
    /// Nothing is sent: the connection closes.
    Nothing,
}

impl WireResponse {
    /// A response that leaves at once.
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, body: Vec<u8>) -> Self {
        Self {
            status,
            headers,
            body,
            delay: Duration::ZERO,
            framing: Framing::Length,
            version: Version::HTTP_11,
        }
    }
}

impl WireRequest {
    /// Whether this is a batch, by its path.
    pub(crate) fn is_batch(&self) -> bool {
        self.method == Method::PUT && self.uri.path().ends_with("-batch")
    }

    /// Whether this asks for a list, by its path.
    pub(crate) fn is_list(&self) -> bool {
        let path = self.uri.path();
        self.method == Method::GET && (path.ends_with("/services") || path.ends_with("/licenses"))
    }

    /// Whether this reads one entity, by its path.
    pub(crate) fn is_read(&self) -> bool {
        self.method == Method::GET && !self.is_list()
    }
}
