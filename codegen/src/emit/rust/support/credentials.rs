//! Credentials in the headers or the query of a request. Refuses one that is missing, sent twice, empty or malformed, with a
//! 401 that says which scheme is wanted and never what was sent.

use axum::http::header::{COOKIE, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};

use super::rejection::Rejection;
use super::secret::SecretText;

/// What can be read from the head of a request.
pub trait FromParts: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// A 401 when something is missing, or not of its form.
    fn from_parts(parts: &Parts) -> Result<Self, Rejection>;
}

/// The one value of the header `name`.
///
/// # Errors
/// A 401 with `challenge` when there is not exactly one readable value.
pub fn single(
    headers: &HeaderMap,
    name: &str,
    challenge: &'static str,
) -> Result<SecretText, Rejection> {
    let mut values = headers.get_all(name).iter();
    let Some(value) = values.next() else {
        return Err(refusal(
            challenge,
            format!("the header `{name}` is required"),
        ));
    };
    if values.next().is_some() {
        return Err(refusal(
            challenge,
            format!("the header `{name}` must not be sent twice"),
        ));
    }
    match value.to_str() {
        Ok(text) if !text.trim().is_empty() => Ok(SecretText::new(text)),
        _ => Err(refusal(
            challenge,
            format!("the header `{name}` holds no credential"),
        )),
    }
}

/// The one value of the query parameter `name`.
///
/// # Errors
/// A 401 with `challenge` when there is not exactly one.
pub fn query(parts: &Parts, name: &str, challenge: &'static str) -> Result<SecretText, Rejection> {
    let pairs = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
    let values = pairs
        .filter(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned());
    one(values.collect(), "query parameter", name, challenge)
}

/// The one value of the cookie `name`.
///
/// # Errors
/// A 401 with `challenge` when there is not exactly one.
pub fn cookie(parts: &Parts, name: &str, challenge: &'static str) -> Result<SecretText, Rejection> {
    one(cookies(&parts.headers, name), "cookie", name, challenge)
}

/// The values of the cookie `name`.
pub(super) fn cookies(headers: &HeaderMap, name: &str) -> Vec<String> {
    let fields = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|field| field.to_str().ok());
    let pairs = fields
        .flat_map(|field| field.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs
        .filter(|(key, _)| *key == name)
        .map(|(_, value)| value.trim_matches('"').to_owned())
        .collect()
}

fn one(
    values: Vec<String>,
    kind: &str,
    name: &str,
    challenge: &'static str,
) -> Result<SecretText, Rejection> {
    match values.as_slice() {
        [value] if !value.trim().is_empty() => Ok(SecretText::new(value)),
        [] => Err(refusal(
            challenge,
            format!("the {kind} `{name}` is required"),
        )),
        [_] => Err(refusal(
            challenge,
            format!("the {kind} `{name}` holds no credential"),
        )),
        _ => Err(refusal(
            challenge,
            format!("the {kind} `{name}` must not be sent twice"),
        )),
    }
}

/// What follows the name of the scheme in `Authorization`; the name is compared without regard to case.
///
/// # Errors
/// A 401 with `challenge` when there is no such credential.
pub fn scheme(
    headers: &HeaderMap,
    scheme: &str,
    challenge: &'static str,
) -> Result<SecretText, Rejection> {
    let whole = single(headers, "authorization", challenge)?;
    let (name, rest) = whole
        .expose()
        .split_once(' ')
        .unwrap_or((whole.expose(), ""));
    let token = rest.trim();
    if !name.eq_ignore_ascii_case(scheme) || token.is_empty() || token.contains(char::is_whitespace)
    {
        let detail = format!("the header `authorization` must be `{scheme}` and a credential");
        return Err(refusal(challenge, detail));
    }
    Ok(SecretText::new(token))
}

/// User name and password of the scheme `Basic`.
///
/// # Errors
/// A 401 with `challenge` when there is no such credential.
pub fn basic(
    headers: &HeaderMap,
    challenge: &'static str,
) -> Result<(String, SecretText), Rejection> {
    let token = scheme(headers, "Basic", challenge)?;
    let pair =
        super::base64::decode(token.expose()).and_then(|bytes| String::from_utf8(bytes).ok());
    let pair = pair.as_deref().and_then(|pair| pair.split_once(':'));
    pair.map(|(user, password)| (user.to_owned(), SecretText::new(password)))
        .ok_or_else(|| {
            refusal(
                challenge,
                "the header `authorization` holds no user and password".to_owned(),
            )
        })
}

fn refusal(challenge: &'static str, detail: String) -> Rejection {
    Rejection::new(StatusCode::UNAUTHORIZED, "missing-credentials", detail)
        .with_header(WWW_AUTHENTICATE, HeaderValue::from_static(challenge))
}
