//! Lets a fault or a variant see and change the bytes of a request and its response. Not in the way at all without one;
//! refuses bodies over the limit, as the server behind it does.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request};
use axum::http::header::{CONTENT_LENGTH, HeaderValue, TRANSFER_ENCODING};
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};

use crate::seams::Seams;
use crate::wire::{Framing, WireRequest, WireResponse};

/// Puts the outermost seams around the application.
pub(crate) fn layer(app: Router, seams: Option<Arc<dyn Seams>>, max_body_bytes: usize) -> Router {
    match seams {
        None => app,
        // As a fallback, so that the request is routed after the seams have seen it.
        Some(seams) => Router::new()
            .fallback_service(app)
            .layer(from_fn(move |request, next| {
                exchange(Arc::clone(&seams), max_body_bytes, request, next)
            })),
    }
}

async fn exchange(
    seams: Arc<dyn Seams>,
    max_body_bytes: usize,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, max_body_bytes).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let connection = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let arrived = WireRequest {
        method: parts.method.clone(),
        uri: parts.uri.clone(),
        headers: parts.headers.clone(),
        body,
        connection: connection.map(|connection| connection.0),
    };
    if let Some(response) = seams.turn_away(&arrived) {
        return leave(response).await;
    }
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
    let mut response = WireResponse::new(parts.status, parts.headers, body.to_vec());
    seams.response(&arrived, &mut response);
    leave(response).await
}

async fn leave(answer: WireResponse) -> Response {
    if !answer.delay.is_zero() {
        tokio::time::sleep(answer.delay).await;
    }
    let length = answer.body.len();
    let mut response = Response::new(match answer.framing {
        Framing::Length => Body::from(answer.body),
        Framing::Chunked => {
            let halves = answer.body.chunks(length.div_ceil(2).max(1));
            let pieces: Vec<_> = halves
                .map(|half| Ok::<_, std::io::Error>(Bytes::copy_from_slice(half)))
                .collect();
            Body::from_stream(stream::iter(pieces))
        }
        Framing::Broken => {
            let part = Bytes::copy_from_slice(&answer.body[..length / 2]);
            let cut = std::io::Error::other("the connection breaks here");
            // the first part has to be on its way when the connection breaks
            let breaks = stream::once(async {
                tokio::time::sleep(Duration::from_millis(20)).await;
                Err(cut)
            });
            Body::from_stream(stream::iter([Ok(part)]).chain(breaks))
        }
        Framing::Nothing => {
            let gone = std::io::Error::other("there is no answer");
            Body::from_stream(stream::iter([Err::<Bytes, _>(gone)]))
        }
    });
    *response.status_mut() = answer.status;
    *response.version_mut() = answer.version;
    *response.headers_mut() = answer.headers;
    if answer.framing == Framing::Broken {
        response
            .headers_mut()
            .insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    response
}
