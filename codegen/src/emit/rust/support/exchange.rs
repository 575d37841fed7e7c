//! One request on its way in and its answer on its way out. Refuses other media types and bodies that are too
//! large; drains what it refuses, so that the connection can be used again.

use axum::RequestPartsExt;
use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::RawPathParams;
use axum::http::header::{
    CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, EXPECT, HeaderName, WWW_AUTHENTICATE,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use serde::Serialize;
use serde_json::Value;

use super::json::{self, Pointer, Violations};
use super::rejection::Rejection;
use super::text::TextValue;

/// The body of a request, read at most once and never beyond the limit.
#[derive(Debug)]
pub struct Incoming {
    stream: BodyDataStream,
    limit: usize,
    read: usize,
    declared: Option<u64>,
    /// The client waits for leave before it sends; a refusal is leave not given.
    waiting: bool,
}

impl Incoming {
    /// The body of a request with these headers.
    #[must_use]
    pub fn new(headers: &HeaderMap, body: Body, limit: usize) -> Self {
        let length = headers
            .get(CONTENT_LENGTH)
            .and_then(|length| length.to_str().ok());
        Self {
            stream: body.into_data_stream(),
            limit,
            read: 0,
            declared: length.and_then(|length| length.parse().ok()),
            waiting: headers.contains_key(EXPECT),
        }
    }

    /// The whole body.
    ///
    /// # Errors
    /// When it is larger than the limit, or the client stops sending.
    pub async fn bytes(&mut self) -> Result<Bytes, Rejection> {
        let limit = self.limit;
        let too_large = || {
            let detail = format!("the body has more than {limit} bytes");
            Rejection::new(StatusCode::PAYLOAD_TOO_LARGE, "body-too-large", detail)
        };
        if self
            .declared
            .is_some_and(|length| length > self.limit as u64)
        {
            return Err(too_large());
        }
        let mut bytes = Vec::new();
        self.waiting = false;
        while let Some(chunk) = self.stream.next().await {
            let chunk = chunk.map_err(|_| {
                let detail = "the body ends too early";
                Rejection::new(StatusCode::BAD_REQUEST, "malformed-body", detail)
            })?;
            self.read += chunk.len();
            if self.read > self.limit {
                return Err(too_large());
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes.into())
    }

    /// Reads on, up to the limit, and forgets.
    pub async fn drain(mut self) {
        let mut left = self.limit;
        while !self.waiting && left > 0 {
            match self.stream.next().await {
                Some(Ok(chunk)) => left = left.saturating_sub(chunk.len()),
                _ => return,
            }
        }
    }
}

/// Which of `accepted` the request says that its body is; `None` when it says nothing at all.
///
/// # Errors
/// When it says something else.
pub fn check_media_type(
    headers: &HeaderMap,
    accepted: &[&[&str]],
) -> Result<Option<usize>, Rejection> {
    let identity = |coding: &HeaderValue| coding.as_bytes().eq_ignore_ascii_case(b"identity");
    if !headers.get_all(CONTENT_ENCODING).iter().all(identity) {
        return Err(unsupported(
            "a content coding is not understood here; send the body as it is",
        ));
    }
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let Some(first) = types.next() else {
        return Ok(None);
    };
    let text = first.to_str().unwrap_or_default();
    let mut parts = text.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("charset")
            .then(|| value.trim().trim_matches('"'))
    });
    let readable = charset.is_none_or(|charset| charset.eq_ignore_ascii_case("utf-8"));
    let known = accepted
        .iter()
        .position(|types| types.iter().any(|one| covers(one, essence)));
    if known.is_some() && readable && types.next().is_none() {
        return Ok(known);
    }
    Err(unsupported(&format!(
        "the body must be {} in UTF-8",
        accepted.concat().join(" or ")
    )))
}

/// The parameters in the path.
///
/// # Errors
/// When the path is not UTF-8.
pub async fn path(parts: &mut Parts) -> Result<RawPathParams, Rejection> {
    parts.extract::<RawPathParams>().await.map_err(|_| {
        let detail = "the path is not UTF-8";
        Rejection::new(StatusCode::BAD_REQUEST, "invalid-parameter", detail)
    })
}

/// The content type as sent.
#[must_use]
pub fn content_type(headers: &HeaderMap) -> &str {
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

/// Whether `range` is `essence`, or has it behind an asterisk.
fn covers(range: &str, essence: &str) -> bool {
    match range.strip_suffix('*') {
        Some("*/") => true,
        Some(kind) => essence
            .get(..kind.len())
            .is_some_and(|own| own.eq_ignore_ascii_case(kind)),
        None => range.eq_ignore_ascii_case(essence),
    }
}

fn unsupported(detail: &str) -> Rejection {
    Rejection::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "unsupported-media-type",
        detail,
    )
}

/// The body that must be there; `typed` says whether the request named its media type.
///
/// # Errors
/// When there is none, or when it came without a media type.
pub fn required_body(bytes: &Bytes, typed: bool) -> Result<(), Rejection> {
    if present_body(bytes, typed)? {
        return Ok(());
    }
    let mut violations = Violations::default();
    violations.add(&Pointer::Root, "required", "a body is required");
    Err(Rejection::malformed_body(violations))
}

/// Whether there is a body.
///
/// # Errors
/// When it came without a media type.
pub fn present_body(bytes: &Bytes, typed: bool) -> Result<bool, Rejection> {
    if !bytes.is_empty() && !typed {
        return Err(unsupported("the body came without a `Content-Type`"));
    }
    Ok(!bytes.is_empty())
}

/// An answer without a body.
#[must_use]
pub fn empty(status: u16) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status_code(status);
    response
}

/// An answer whose body is `body` as JSON, whatever the media type is called.
#[must_use]
pub fn json(status: u16, media_type: &'static str, body: &impl Serialize) -> Response {
    let label = match media_type {
        "text/plain" => "text/plain; charset=utf-8",
        "text/json" => "text/json; charset=utf-8",
        other => other,
    };
    match serde_json::to_vec(body) {
        Ok(bytes) => {
            let kind = [(CONTENT_TYPE, HeaderValue::from_static(label))];
            (status_code(status), kind, bytes).into_response()
        }
        // Only a map with keys that are no text fails, and no generated type has one.
        Err(_) => empty(500),
    }
}

/// An answer whose body is text.
#[must_use]
pub fn text(status: u16, media_type: &'static str, body: String) -> Response {
    let label = match media_type {
        "text/plain" => "text/plain; charset=utf-8",
        other => other,
    };
    let kind = [(CONTENT_TYPE, HeaderValue::from_static(label))];
    (status_code(status), kind, body).into_response()
}

/// An answer whose body is bytes.
#[must_use]
pub fn bytes(status: u16, media_type: &'static str, body: Vec<u8>) -> Response {
    let kind = [(CONTENT_TYPE, HeaderValue::from_static(media_type))];
    (status_code(status), kind, body).into_response()
}

/// The bytes of a body as text.
///
/// # Errors
/// When they are not UTF-8.
pub fn utf8(bytes: &Bytes) -> Result<String, Rejection> {
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| {
        let mut violations = Violations::default();
        violations.add(&Pointer::Root, "syntax", "not readable as UTF-8");
        Rejection::malformed_body(violations)
    })
}

/// Reads a form: texts that may stand for numbers are tried as such first.
///
/// # Errors
/// Everything that is wrong with it.
pub fn form<T>(
    read: impl Fn(bool) -> Result<Value, Violations>,
    decode: impl Fn(&Value, &Pointer<'_>, &mut Violations) -> Option<T>,
) -> Result<T, Rejection> {
    let guessed = read(true).map_err(Rejection::malformed_body)?;
    match json::read(&guessed, &decode) {
        Ok(decoded) => Ok(decoded),
        Err(violations) => match read(false) {
            Ok(plain) if plain != guessed => {
                json::read(&plain, &decode).map_err(Rejection::malformed_body)
            }
            _ => Err(Rejection::malformed_body(violations)),
        },
    }
}

/// Adds a header whose value travels as text; a value that no header can hold is left out.
pub fn header<T: TextValue>(response: &mut Response, name: &'static str, value: Option<&T>) {
    if let Some(Ok(value)) = value.map(|value| HeaderValue::from_str(&value.to_text())) {
        response
            .headers_mut()
            .insert(HeaderName::from_static(name), value);
    }
}

/// Says which credentials are wanted, unless the answer says so already.
pub fn challenge(response: &mut Response, challenge: &'static str) {
    let value = HeaderValue::from_static(challenge);
    response
        .headers_mut()
        .entry(WWW_AUTHENTICATE)
        .or_insert(value);
}

fn status_code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
