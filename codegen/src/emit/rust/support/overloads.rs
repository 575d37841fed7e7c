//! Which of several operations with the same method and path a request is for. Looks at the head of a request only:
//! nothing of its body is read.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;

use super::parameters::split;
use super::rejection::Rejection;

/// Whether the query has `name`, with this `value` if one is given.
#[must_use]
pub fn query(request: &Request, name: &str, value: Option<&str>) -> bool {
    let query = request.uri().query().unwrap_or_default();
    form_urlencoded::parse(query.as_bytes())
        .any(|(key, found)| key == name && value.is_none_or(|value| value == found))
}

/// Whether there is a header `name`, with this `value` if one is given.
#[must_use]
pub fn header(request: &Request, name: &str, value: Option<&str>) -> bool {
    let mut found = request.headers().get_all(name).iter();
    found.any(|found| value.is_none_or(|value| value.as_bytes() == found.as_bytes()))
}

/// Whether the body is of one of these media types.
#[must_use]
pub fn media_type(request: &Request, types: &[&str]) -> bool {
    let sent = request.headers().get(CONTENT_TYPE);
    let sent = sent.and_then(|value| value.to_str().ok());
    let essence = sent.and_then(|text| text.split(';').next());
    essence.is_some_and(|essence| {
        let essence = essence.trim();
        types.iter().any(|one| one.eq_ignore_ascii_case(essence))
    })
}

/// Whether the segment of the path with this number has these literals around its parameters.
#[must_use]
pub fn literals(request: &Request, number: usize, literals: &[&str]) -> bool {
    let parameters = literals.len().saturating_sub(1);
    segment(request, number)
        .is_some_and(|text| (0..parameters).all(|part| split(text, literals, part).is_some()))
}

/// Whether the segment of the path with this number is an integer.
#[must_use]
pub fn integer(request: &Request, number: usize) -> bool {
    segment(request, number).is_some_and(|text| text.parse::<i64>().is_ok())
}

/// A refusal when no operation fits.
#[must_use]
pub fn none() -> Rejection {
    let detail = "several operations have this path and method; the parameters or the media type of this request \
                  are those of none of them";
    Rejection::new(StatusCode::BAD_REQUEST, "no-such-operation", detail)
}

fn segment(request: &Request, number: usize) -> Option<&str> {
    request.uri().path().split('/').nth(number + 1)
}
