//! What a call comes to: an answer within its limit, or what went wrong. No error holds a credential.

use std::fmt;

use super::json::{self, FromJson, Pointer, Violations};
use super::shape::Shape;
use super::styles;
use reqwest::Response;
use reqwest::header::HeaderMap;

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

/// An answer, read to its end.
#[derive(Debug)]
pub struct Received {
    /// Its status.
    pub code: u16,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

pub(super) type Limited = Option<&'static Shape>;

impl Received {
    /// Reads an answer of at most `limit` bytes.
    pub(super) async fn read(mut response: Response, limit: usize) -> Result<Self, ClientError> {
        let (code, headers) = (response.status().as_u16(), response.headers().clone());
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if bytes.len() + chunk.len() > limit {
                let status = code;
                return Err(ClientError::TooLarge { status, limit });
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(Self {
            code,
            headers,
            bytes,
        })
    }

    /// The status, where it may be one of several.
    ///
    /// # Errors
    /// Never: like everything else that an answer is made of.
    pub fn status(&self, _: &[&str], _: Limited) -> Result<u16, ClientError> {
        Ok(self.code)
    }

    /// The body, which is JSON whatever its media type is called.
    ///
    /// # Errors
    /// When it is not of the form described.
    pub fn json<T: FromJson>(&self, _: &[&str], limited: Limited) -> Result<T, ClientError> {
        let value = json::parse(&self.bytes).map_err(|violations| self.refused(violations))?;
        let shape = limited.unwrap_or_else(T::shape);
        json::read_answer(&value, |value, at, violations| {
            T::from_shape(value, shape, at, violations)
        })
        .map_err(|violations| self.refused(violations))
    }

    /// The body as text; bytes that are no UTF-8 are replaced.
    ///
    /// # Errors
    /// Never: like the other forms, so that all are called alike.
    pub fn text(&self, _: &[&str], _: Limited) -> Result<String, ClientError> {
        Ok(String::from_utf8_lossy(&self.bytes).into_owned())
    }

    /// The body as it is.
    ///
    /// # Errors
    /// Never: like the other forms, so that all are called alike.
    pub fn bytes(&self, _: &[&str], _: Limited) -> Result<super::formats::Bytes, ClientError> {
        Ok(super::formats::Bytes(self.bytes.clone()))
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
    pub fn optional_header<T: FromJson>(
        &self,
        wire: &[&'static str],
        limited: Limited,
    ) -> Result<Option<T>, ClientError> {
        let [name] = wire else {
            return Ok(None);
        };
        let Some(value) = self.headers.get(*name) else {
            return Ok(None);
        };
        let shape = limited.unwrap_or_else(T::shape);
        let text = std::str::from_utf8(value.as_bytes()).ok();
        let value = text.and_then(|text| styles::plain(text, shape));
        let mut violations = Violations::of_answer();
        let read =
            value.and_then(|value| T::from_shape(&value, shape, &Pointer::Root, &mut violations));
        match read {
            Some(value) => Ok(Some(value)),
            None => Err(self.about(name, "type", &shape.expected())),
        }
    }

    /// A header that the description requires.
    ///
    /// # Errors
    /// When it is missing or not of its type.
    pub fn header<T: FromJson>(
        &self,
        wire: &[&'static str],
        limited: Limited,
    ) -> Result<T, ClientError> {
        let name = wire.first().copied().unwrap_or_default();
        self.optional_header(wire, limited)?
            .ok_or_else(|| self.about(name, "required", "is missing"))
    }

    /// An answer whose status the description does not know.
    #[must_use]
    pub fn undocumented(mut self) -> ClientError {
        self.bytes.truncate(KEPT);
        ClientError::Undocumented {
            status: self.code,
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
            status: self.code,
            violations,
        }
    }
}
