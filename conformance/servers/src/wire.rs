//! Lets a fault see and change the bytes of a request and its response. Not in the way at all without a fault; refuses
//! bodies over the limit, as the server behind it does.

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};

use crate::Fault;
use crate::seams::Seams;

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
}

impl WireRequest {
    /// Whether this is a batch, by its path.
    pub(crate) fn is_batch(&self) -> bool {
        self.method == Method::PUT && self.uri.path().ends_with("-batch")
    }
}

/// Puts the fault's two outermost seams around the application.
pub(crate) fn layer(app: Router, fault: Option<Fault>, max_body_bytes: usize) -> Router {
    match fault {
        None => app,
        // As a fallback, so that the request is routed after the fault has seen it.
        Some(fault) => Router::new()
            .fallback_service(app)
            .layer(from_fn(move |request, next| {
                exchange(fault.seams(), max_body_bytes, request, next)
            })),
    }
}

async fn exchange(
    seams: &'static dyn Seams,
    max_body_bytes: usize,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, max_body_bytes).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let arrived = WireRequest {
        method: parts.method.clone(),
        uri: parts.uri.clone(),
        headers: parts.headers.clone(),
        body,
    };
    let mut request = arrived.clone();
    seams.request(&mut request);
    if request.body != arrived.body {
        request.headers.remove(CONTENT_LENGTH);
        request.headers.remove(TRANSFER_ENCODING);
    }
    parts.method = request.method;
    parts.uri = request.uri;
    parts.headers = request.headers;
    let response = next
        .run(Request::from_parts(parts, Body::from(request.body)))
        .await;

    let (mut parts, body) = response.into_parts();
    if arrived.method == Method::HEAD {
        return Response::from_parts(parts, body);
    }
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    parts.headers.remove(CONTENT_LENGTH);
    let mut response = WireResponse {
        status: parts.status,
        headers: parts.headers,
        body: body.to_vec(),
    };
    seams.response(&arrived, &mut response);
    parts.status = response.status;
    parts.headers = response.headers;
    Response::from_parts(parts, Body::from(response.body))
}
