//! A request that is refused before its operation runs, and how that looks on the wire: RFC 9457 problem details
//! unless the implementation renders it itself.

use axum::http::header::{CONTENT_TYPE, HeaderName};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::json::{Violation, Violations};

/// Why a request is refused.
#[derive(Clone, Debug)]
pub struct Rejection {
    /// The status of the answer.
    pub status: StatusCode,
    /// A stable word: `missing-parameter`, `invalid-parameter`, `duplicate-parameter`, `missing-credentials`,
    /// `unsupported-media-type`, `malformed-body`, `body-too-large`, `not-found`, `method-not-allowed`, or the
    /// implementation's own.
    pub code: &'static str,
    /// One sentence for people. Never holds what was submitted.
    pub detail: String,
    /// What is wrong with the body or the parameters, place by place.
    pub violations: Vec<Violation>,
    /// Headers that the answer must have, such as `Allow` or `WWW-Authenticate`.
    pub headers: Box<HeaderMap>,
}

impl Rejection {
    /// A refusal without violations or headers.
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            status,
            code,
            detail: detail.into(),
            violations: Vec::new(),
            headers: Box::default(),
        }
    }

    /// With one more header.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }

    /// With what is wrong.
    #[must_use]
    pub fn with_violations(mut self, violations: Vec<Violation>) -> Self {
        self.violations = violations;
        self
    }

    /// A body that is no JSON, or not of the form described.
    #[must_use]
    pub fn malformed_body(violations: Violations) -> Self {
        let detail = match violations.as_slice() {
            [] => "the body is not of the form described".to_owned(),
            [one] if one.pointer.is_empty() => format!("the body: {}", one.message),
            [one] => format!("the body at {}: {}", one.pointer, one.message),
            [one, ..] => format!("the body at {}: {}, and more", one.pointer, one.message),
        };
        Self::new(StatusCode::BAD_REQUEST, "malformed-body", detail)
            .with_violations(violations.into_vec())
    }

    /// As `application/problem+json`.
    #[must_use]
    pub fn into_problem(self, instance: Option<&str>) -> Response {
        let errors = self.violations.iter().map(|violation| {
            json!({ "pointer": violation.pointer, "code": violation.code, "detail": violation.message })
        });
        let mut problem = json!({
            "type": "about:blank",
            "title": self.status.canonical_reason().unwrap_or("Refused"),
            "status": self.status.as_u16(),
            "detail": self.detail,
            "code": self.code,
            "errors": errors.collect::<Vec<_>>(),
        });
        if let Some(instance) = instance {
            problem["instance"] = instance.into();
        }
        let mut response = (self.status, problem.to_string()).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(CONTENT_TYPE, kind);
        response.headers_mut().extend(*self.headers);
        response
    }
}

impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        self.into_problem(None)
    }
}
