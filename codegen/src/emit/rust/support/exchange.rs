//! One request on its way in and its answer on its way out. Refuses other media types and bodies that are too
//! large; drains what it refuses, so that the connection can be used again.

use axum::body::{Body, BodyDataStream, Bytes};
use axum::http::header::{
    CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, EXPECT, HeaderName, WWW_AUTHENTICATE,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use futures_util::StreamExt;
use serde::Serialize;
use serde_json::Value;

use super::batch::Batch;
use super::json::{self, FromJson, Pointer, Violations};
use super::rejection::Rejection;
use super::shape::Shape;
use super::{forms, negotiate, styles};

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
fn check_media_type(headers: &HeaderMap, accepted: &[&[&str]]) -> Result<Option<usize>, Rejection> {
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

/// A body as it was sent, whose media type was looked at.
#[derive(Debug)]
pub struct Payload {
    bytes: Bytes,
    /// Which of the accepted forms the request named; `None` when it named none.
    form: Option<&'static [&'static str]>,
    content_type: String,
}

type Limited = Option<&'static Shape>;

impl Payload {
    /// The body of a request, in one of the forms that are `accepted`.
    ///
    /// # Errors
    /// When it is of another media type, or cannot be read.
    pub async fn receive(
        headers: &HeaderMap,
        incoming: &mut Incoming,
        accepted: &'static [&'static [&'static str]],
    ) -> Result<Self, Rejection> {
        let typed = check_media_type(headers, accepted)?;
        let content_type = headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        Ok(Self {
            bytes: incoming.bytes().await?,
            form: typed.and_then(|index| accepted.get(index).copied()),
            content_type: content_type.unwrap_or_default().to_owned(),
        })
    }

    /// Whether there is a body.
    ///
    /// # Errors
    /// When it came without a media type.
    pub fn is_present(&self) -> Result<bool, Rejection> {
        if !self.bytes.is_empty() && self.form.is_none() {
            return Err(unsupported("the body came without a `Content-Type`"));
        }
        Ok(!self.bytes.is_empty())
    }

    /// The same payload, which must not be empty: an empty text is no JSON and no form.
    ///
    /// # Errors
    /// When there is none, or when it came without a media type.
    pub fn filled(&self) -> Result<&Self, Rejection> {
        if self.is_present()? {
            return Ok(self);
        }
        let mut violations = Violations::default();
        violations.add(&Pointer::Root, "required", "a body is required");
        Err(Rejection::malformed_body(violations))
    }

    /// Whether the request named one of these media types.
    #[must_use]
    pub fn is(&self, form: &[&str]) -> bool {
        self.form == Some(form)
    }

    /// JSON.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn json<T: FromJson>(&self, limited: Limited) -> Result<T, Rejection> {
        let value = json::parse(&self.bytes).map_err(Rejection::malformed_body)?;
        read(&value, limited).map_err(Rejection::malformed_body)
    }

    /// An array that is read item by item.
    ///
    /// # Errors
    /// When it is no array, or breaks a limit as a whole.
    pub fn batch<T: FromJson>(&self, limited: Limited) -> Result<Batch<T>, Rejection> {
        Batch::decode_as(&self.bytes, limited.unwrap_or_else(Vec::<T>::shape))
            .map_err(Rejection::malformed_body)
    }

    /// Text.
    ///
    /// # Errors
    /// When it is not UTF-8.
    pub fn text(&self, _: Limited) -> Result<String, Rejection> {
        let text = std::str::from_utf8(&self.bytes).map(str::to_owned);
        text.map_err(|_| {
            let mut violations = Violations::default();
            violations.add(&Pointer::Root, "syntax", "not readable as UTF-8");
            Rejection::malformed_body(violations)
        })
    }

    /// Bytes.
    ///
    /// # Errors
    /// Never: like the other forms, so that all are called alike.
    pub fn bytes(&self, _: Limited) -> Result<super::formats::Bytes, Rejection> {
        Ok(super::formats::Bytes(self.bytes.to_vec()))
    }

    /// `application/x-www-form-urlencoded`
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn form<T: FromJson>(&self, limited: Limited) -> Result<T, Rejection> {
        let shape = limited.unwrap_or_else(T::shape);
        self.guess(limited, |guess| {
            Ok(forms::read_urlencoded(&self.bytes, shape, guess))
        })
    }

    /// `multipart/form-data`
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn multipart<T: FromJson>(&self, limited: Limited) -> Result<T, Rejection> {
        let shape = limited.unwrap_or_else(T::shape);
        self.guess(limited, |guess| {
            forms::read_multipart(&self.bytes, &self.content_type, shape, guess)
        })
    }

    /// Reads a form: texts that may stand for numbers are tried as such first.
    fn guess<T: FromJson>(
        &self,
        limited: Limited,
        form: impl Fn(bool) -> Result<Value, Violations>,
    ) -> Result<T, Rejection> {
        let guessed = form(true).map_err(Rejection::malformed_body)?;
        read(&guessed, limited).or_else(|violations| match form(false) {
            Ok(plain) if plain != guessed => {
                read(&plain, limited).map_err(Rejection::malformed_body)
            }
            _ => Err(Rejection::malformed_body(violations)),
        })
    }
}

fn read<T: FromJson>(value: &Value, limited: Limited) -> Result<T, Violations> {
    let shape = limited.unwrap_or_else(T::shape);
    json::read(value, |value, at, violations| {
        T::from_shape(value, shape, at, violations)
    })
}

/// An answer on its way out.
#[derive(Debug)]
pub struct Outgoing<'a> {
    /// The headers of the request, which say what the client would like.
    request: &'a HeaderMap,
    response: Response,
}

impl<'a> Outgoing<'a> {
    /// An answer to a request with these headers.
    #[must_use]
    pub fn new(request: &'a HeaderMap) -> Self {
        let response = Response::new(Body::empty());
        Self { request, response }
    }

    /// Sets the status.
    pub fn begin(&mut self, status: u16) {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        *self.response.status_mut() = status;
    }

    /// A status that was not known before, which [`Self::begin`] has set already.
    pub fn status(&mut self, _: u16, _: &[&str]) {}

    /// A body as JSON, whatever the media type is called.
    pub fn json(&mut self, body: impl Serialize, types: &'static [&'static str]) {
        let label = match negotiate::pick(self.request, types) {
            "text/plain" => "text/plain; charset=utf-8",
            "text/json" => "text/json; charset=utf-8",
            other => other,
        };
        match serde_json::to_vec(&body) {
            Ok(bytes) => self.body(bytes, label),
            // Only a map with keys that are no text fails, and no generated type has one.
            Err(_) => self.begin(500),
        }
    }

    /// A body that is text.
    pub fn text(&mut self, body: String, types: &'static [&'static str]) {
        let label = match negotiate::pick(self.request, types) {
            "text/plain" => "text/plain; charset=utf-8",
            other => other,
        };
        self.body(body.into_bytes(), label);
    }

    /// A body that is bytes.
    pub fn bytes(&mut self, body: super::formats::Bytes, types: &'static [&'static str]) {
        self.body(body.0, negotiate::pick(self.request, types));
    }

    fn body(&mut self, bytes: Vec<u8>, media_type: &'static str) {
        *self.response.body_mut() = bytes.into();
        let media_type = HeaderValue::from_static(media_type);
        self.response.headers_mut().insert(CONTENT_TYPE, media_type);
    }

    /// A header whose value travels as text; a value that no header can hold is left out.
    pub fn header(&mut self, value: impl Serialize, wire: &'static [&'static str]) {
        let text = serde_json::to_value(value).map(|value| styles::text(&value));
        if let (Ok(text), [wire]) = (text, wire)
            && let Ok(value) = HeaderValue::from_str(&text)
        {
            self.response
                .headers_mut()
                .insert(HeaderName::from_static(wire), value);
        }
    }

    /// The same for a header that may be missing.
    pub fn optional_header<T: Serialize>(
        &mut self,
        value: Option<T>,
        wire: &'static [&'static str],
    ) {
        if let Some(value) = value {
            self.header(value, wire);
        }
    }

    /// The answer; a 401 says which credentials are wanted (RFC 9110, 15.5.2), unless it says so already.
    #[must_use]
    pub fn end(mut self, challenge: Option<&'static str>) -> Response {
        if let (StatusCode::UNAUTHORIZED, Some(challenge)) = (self.response.status(), challenge) {
            let value = HeaderValue::from_static(challenge);
            let headers = self.response.headers_mut();
            headers.entry(WWW_AUTHENTICATE).or_insert(value);
        }
        self.response
    }
}
