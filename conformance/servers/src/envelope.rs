//! The envelope `{data, error, debug}`: its outer members on success, and the whole of it for a refused request.
//! Repeats nothing of the request but its path.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::Response;
use generated::server::RequestInfo;
use generated::support::optional::Optional;
use generated::support::rejection::Rejection;
use generated::types::{ApiDebug, ApiError, ErrorAnswer};

use crate::activity;
use crate::batch::refusal;

/// `error` of an answer that is none.
pub(crate) fn no_error() -> Optional<ApiError> {
    Optional::Null
}

/// `debug`, new for every call.
pub(crate) fn debug() -> Option<ApiDebug> {
    Some(ApiDebug {
        activity_id: activity::id(),
    })
}

/// A refused request: the members of RFC 7807 within the envelope. The type is always about:blank, so the title is the
/// status's own phrase (RFC 9457, 4.2.1).
pub(crate) fn refused(rejection: Rejection, request: &RequestInfo) -> Response {
    let Rejection {
        status,
        detail,
        violations,
        headers,
        ..
    } = rejection;
    // The detail tells of the first violation already; several are told all.
    let detail = if violations.len() > 1 {
        refusal(&violations)
    } else {
        detail
    };
    let answer = ErrorAnswer {
        data: Optional::Null,
        error: Optional::Value(ApiError {
            r#type: Optional::Value("about:blank".to_owned()),
            title: Optional::Value(status.canonical_reason().unwrap_or("Error").to_owned()),
            status: Some(i32::from(status.as_u16())),
            detail: Optional::Value(detail),
            instance: Optional::Value(request.path.clone()),
        }),
        debug: debug(),
    };
    // The members are text and numbers only; there is no way for this to fail.
    let body = serde_json::to_vec(&answer).unwrap_or_default();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().extend(*headers);
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
