//! One call of the client: the address, the answer within its limit, and what can go wrong. No error holds a
//! credential.

use std::fmt;

use reqwest::header::HeaderMap;
use reqwest::{Response, Url};
use serde_json::Value;

use super::json::{self, Pointer, Violations};
use super::text::TextValue;

/// How much of an answer that nobody described is kept.
const KEPT: usize = 64 * 1024;

/// Why a call has no typed answer.
#[derive(Debug)]
#[non_exhaustive]
pub enum ClientError {
    /// The base URL, or a path parameter that no URL can hold.
    Url(String),
    /// A credential or header parameter that no header can hold; its name.
    Header(&'static str),
    /// The client has none of the credentials that the operation requires; the name of the requirement.
    Credentials(&'static str),
    /// No answer was obtained.
    Transport(reqwest::Error),
    /// The answer is larger than the client reads.
    TooLarge {
        /// The status of the answer.
        status: u16,
        /// The limit in bytes.
        limit: usize,
    },
    /// The description does not know this status.
    Undocumented {
        /// The status of the answer.
        status: u16,
        /// The beginning of its body.
        body: Vec<u8>,
    },
    /// The answer is not what the description promises for its status.
    Decode {
        /// The status of the answer.
        status: u16,
        /// What is wrong with it.
        violations: Violations,
    },
}

impl fmt::Display for ClientError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url(cause) => write!(formatter, "failed to form the URL: {cause}"),
            Self::Header(name) => write!(
                formatter,
                "failed to form the header `{name}`: it holds control characters"
            ),
            Self::Credentials(name) => {
                write!(
                    formatter,
                    "the client was not given the credentials `{name}`"
                )
            }
            Self::Transport(error) => write!(formatter, "failed to get an answer: {error}"),
            Self::TooLarge { status, limit } => {
                write!(
                    formatter,
                    "the answer ({status}) has more than {limit} bytes"
                )
            }
            Self::Undocumented { status, .. } => {
                write!(
                    formatter,
                    "the description does not know the status {status} here"
                )
            }
            Self::Decode { status, violations } => {
                write!(
                    formatter,
                    "the answer ({status}) is not of the form described"
                )?;
                match violations.as_slice().first() {
                    Some(first) => write!(formatter, ": at `{}`: {}", first.pointer, first.message),
                    None => Ok(()),
                }
            }
        }
    }
}

impl std::error::Error for ClientError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => Some(error),
            _ => None,
        }
    }
}

impl From<reqwest::Error> for ClientError {
    fn from(error: reqwest::Error) -> Self {
        // The URL may hold keys of entities; whoever called knows it anyway.
        Self::Transport(error.without_url())
    }
}

/// The address that every operation's path is appended to.
///
/// # Errors
/// When it is no `http` or `https` URL.
pub fn base(text: &str) -> Result<Url, ClientError> {
    let url = Url::parse(text).map_err(|error| ClientError::Url(error.to_string()))?;
    match url.scheme() {
        "http" | "https" => Ok(url),
        _ => Err(ClientError::Url(
            "the base URL must begin with http:// or https://".to_owned(),
        )),
    }
}

/// `base` with the segments of a path, and a slash at its end if the description has one.
///
/// # Errors
/// When a segment is empty or made of dots, which no URL can hold.
pub fn address(base: &Url, segments: &[&str], trailing_slash: bool) -> Result<Url, ClientError> {
    let mut url = base.clone();
    if segments
        .iter()
        .any(|segment| matches!(*segment, "" | "." | ".."))
    {
        return Err(ClientError::Url(
            "a path parameter is empty or made of dots".to_owned(),
        ));
    }
    let Ok(mut path) = url.path_segments_mut() else {
        return Err(ClientError::Url("the base URL has no path".to_owned()));
    };
    path.pop_if_empty().extend(segments);
    if trailing_slash {
        path.push("");
    }
    drop(path);
    Ok(url)
}

/// A body as JSON.
///
/// # Errors
/// When it holds a map whose keys are no text, which no generated type does.
pub fn json<T: serde::Serialize + ?Sized>(body: &T) -> Result<Vec<u8>, ClientError> {
    serde_json::to_vec(body).map_err(|_| ClientError::Header("content-type"))
}

/// Adds a cookie to those that are sent already.
///
/// # Errors
/// When no header can hold it.
pub fn cookie(headers: &mut HeaderMap, name: &'static str, value: &str) -> Result<(), ClientError> {
    let before = headers
        .get(reqwest::header::COOKIE)
        .and_then(|value| value.to_str().ok());
    let before = before
        .map(|before| format!("{before}; "))
        .unwrap_or_default();
    let mut value = header(name, &format!("{before}{name}={value}"))?;
    value.set_sensitive(true);
    headers.insert(reqwest::header::COOKIE, value);
    Ok(())
}

/// A parameter that is no plain text, as a value.
///
/// # Errors
/// When it holds a map whose keys are no text, which no generated type does.
pub fn value<T: serde::Serialize + ?Sized>(parameter: &T) -> Result<Value, ClientError> {
    serde_json::to_value(parameter)
        .map_err(|_| ClientError::Url("a parameter has no form".to_owned()))
}

/// The value of a header that stands for `value`.
///
/// # Errors
/// When no header can hold it.
pub fn header(
    name: &'static str,
    value: &str,
) -> Result<reqwest::header::HeaderValue, ClientError> {
    reqwest::header::HeaderValue::from_str(value).map_err(|_| ClientError::Header(name))
}

/// The same for a credential, which is never shown in debugging output.
///
/// # Errors
/// When no header can hold it.
pub fn sensitive(
    name: &'static str,
    value: &str,
) -> Result<reqwest::header::HeaderValue, ClientError> {
    let mut value = header(name, value)?;
    value.set_sensitive(true);
    Ok(value)
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its headers.
    pub headers: HeaderMap,
    bytes: Vec<u8>,
}

impl Answer {
    /// Reads an answer of at most `limit` bytes.
    ///
    /// # Errors
    /// When it is larger, or the server stops sending.
    pub async fn read(mut response: Response, limit: usize) -> Result<Self, ClientError> {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if bytes.len() + chunk.len() > limit {
                return Err(ClientError::TooLarge { status, limit });
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(Self {
            status,
            headers,
            bytes,
        })
    }

    /// The body, which is JSON whatever its media type is called.
    ///
    /// # Errors
    /// When it is not of the form described.
    pub fn body<T>(
        &self,
        decode: impl FnOnce(&Value, &Pointer<'_>, &mut Violations) -> Option<T>,
    ) -> Result<T, ClientError> {
        let value = json::parse(&self.bytes).map_err(|violations| self.refused(violations))?;
        json::read_answer(&value, decode).map_err(|violations| self.refused(violations))
    }

    /// The body as text; bytes that are no UTF-8 are replaced.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body as it is.
    #[must_use]
    pub fn bytes(&self) -> super::formats::Bytes {
        super::formats::Bytes(self.bytes.clone())
    }

    /// Whether the answer says that its body is one of `types`.
    #[must_use]
    pub fn is(&self, types: &[&str]) -> bool {
        let own = self
            .headers
            .get(reqwest::header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        let own = own
            .unwrap_or_default()
            .split(';')
            .next()
            .unwrap_or_default()
            .trim();
        types.iter().any(|one| one.eq_ignore_ascii_case(own))
    }

    /// A header of the answer, when it is there.
    ///
    /// # Errors
    /// When it is not of its type.
    pub fn header<T: TextValue>(&self, name: &str) -> Result<Option<T>, ClientError> {
        let Some(value) = self.headers.get(name) else {
            return Ok(None);
        };
        let text = std::str::from_utf8(value.as_bytes()).ok();
        match text.and_then(T::from_text) {
            Some(value) => Ok(Some(value)),
            None => Err(self.about(name, "type", T::EXPECTED)),
        }
    }

    /// A header that the description requires.
    ///
    /// # Errors
    /// When it is missing or not of its type.
    pub fn required_header<T: TextValue>(&self, name: &str) -> Result<T, ClientError> {
        self.header(name)?
            .ok_or_else(|| self.about(name, "required", "is missing"))
    }

    /// An answer whose status the description does not know.
    #[must_use]
    pub fn undocumented(mut self) -> ClientError {
        self.bytes.truncate(KEPT);
        ClientError::Undocumented {
            status: self.status,
            body: self.bytes,
        }
    }

    fn about(&self, name: &str, code: &'static str, message: &str) -> ClientError {
        let mut violations = Violations::default();
        violations.add(
            &Pointer::Root,
            code,
            format!("the header `{name}`: {message}"),
        );
        self.refused(violations)
    }

    fn refused(&self, violations: Violations) -> ClientError {
        ClientError::Decode {
            status: self.status,
            violations,
        }
    }
}
