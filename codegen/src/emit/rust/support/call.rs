//! One call of the client: the address, the parameters and the body.

use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName};
use reqwest::{Method, Url};
use serde::Serialize;
use serde_json::Value;

use super::json::FromJson;
use super::received::{ClientError, Received};
use super::travel::{Parameter, Place, Travel};
use super::{forms, styles};

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

/// `url` with the segments of a path, and a slash at its end if the description has one. Refuses a segment that is empty
/// or made of dots, which no URL can hold.
fn address(mut url: Url, segments: &[String], trailing_slash: bool) -> Result<Url, ClientError> {
    if segments
        .iter()
        .any(|segment| matches!(segment.as_str(), "" | "." | ".."))
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

/// A call before it is sent.
#[derive(Debug)]
pub struct Call {
    method: Method,
    /// The base, with the query so far.
    pub url: Url,
    /// The path as described.
    route: &'static str,
    path: Vec<(&'static str, String)>,
    /// The headers so far.
    pub headers: HeaderMap,
    body: Option<Vec<u8>>,
}

impl Call {
    /// A call of the operation at `route` below `base`.
    #[must_use]
    pub fn new(base: &Url, method: Method, route: &'static str) -> Self {
        Self {
            method,
            url: base.clone(),
            route,
            path: Vec::new(),
            headers: HeaderMap::new(),
            body: None,
        }
    }

    /// Adds a pair to the query.
    pub fn pair(&mut self, name: &str, value: &str) {
        self.url.query_pairs_mut().append_pair(name, value);
    }

    /// Sends `body` as JSON.
    ///
    /// # Errors
    /// When it holds a map whose keys are no text, which no generated type does.
    pub fn json<T: Serialize + ?Sized>(
        &mut self,
        body: &T,
        types: &[&'static str],
    ) -> Result<(), ClientError> {
        let bytes = serde_json::to_vec(body).map_err(|_| ClientError::Header("content-type"))?;
        self.body(bytes, types)
    }

    /// Sends `body` as text.
    ///
    /// # Errors
    /// Never: like the other forms, so that all are called alike.
    pub fn text(&mut self, body: &str, types: &[&'static str]) -> Result<(), ClientError> {
        self.body(body.as_bytes().to_vec(), types)
    }

    /// Sends `body` as it is.
    ///
    /// # Errors
    /// Never: like the other forms, so that all are called alike.
    pub fn bytes(
        &mut self,
        body: &super::formats::Bytes,
        types: &[&'static str],
    ) -> Result<(), ClientError> {
        self.body(body.0.clone(), types)
    }

    /// Sends `body` as `application/x-www-form-urlencoded`.
    ///
    /// # Errors
    /// When it holds a map whose keys are no text, which no generated type does.
    pub fn form<T: Serialize>(
        &mut self,
        body: &T,
        types: &[&'static str],
    ) -> Result<(), ClientError> {
        self.body(forms::write_urlencoded(&value(body)?), types)
    }

    /// Sends `body` as `multipart/form-data`.
    ///
    /// # Errors
    /// When it holds a map whose keys are no text, which no generated type does.
    pub fn multipart<T: Serialize + FromJson>(
        &mut self,
        body: &T,
        _: &[&str],
    ) -> Result<(), ClientError> {
        let (content_type, bytes) = forms::write_multipart(&value(body)?, T::shape());
        self.body = Some(bytes);
        let content_type = header("content-type", &content_type)?;
        self.headers.insert(CONTENT_TYPE, content_type);
        Ok(())
    }

    fn body(&mut self, bytes: Vec<u8>, types: &[&'static str]) -> Result<(), ClientError> {
        self.body = Some(bytes);
        let media_type = header(
            "content-type",
            types.first().copied().unwrap_or("application/json"),
        )?;
        self.headers.insert(CONTENT_TYPE, media_type);
        Ok(())
    }

    /// Sends the call, and receives an answer of at most `limit` bytes in one of the media types that are `accepted`.
    ///
    /// # Errors
    /// When no answer is obtained.
    pub(super) async fn exchange(
        mut self,
        http: &reqwest::Client,
        accepted: &[&'static str],
        limit: usize,
    ) -> Result<Received, ClientError> {
        let mut segments = Vec::new();
        for segment in self.route.split('/').filter(|segment| !segment.is_empty()) {
            segments.push(filled(segment, &self.path));
        }
        let trailing = self.route.len() > 1 && self.route.ends_with('/');
        let url = address(self.url, &segments, trailing)?;
        let mut once: Vec<&str> = Vec::new();
        for media_type in accepted {
            if !once.contains(media_type) {
                once.push(media_type);
            }
        }
        if !once.is_empty() {
            let accepted = header("accept", &once.join(", "))?;
            self.headers.entry(ACCEPT).or_insert(accepted);
        }
        let mut request = http.request(self.method, url).headers(self.headers);
        if let Some(body) = self.body {
            request = request.body(body);
        }
        Received::read(request.send().await?, limit).await
    }
}

/// A segment of a path with the values of its parameters.
fn filled(segment: &str, values: &[(&'static str, String)]) -> String {
    let (mut text, mut rest) = (String::new(), segment);
    while let Some((before, inside)) = rest.split_once('{') {
        let (name, after) = inside.split_once('}').unwrap_or((inside, ""));
        text.push_str(before);
        let value = values.iter().find(|(own, _)| *own == name);
        text.push_str(value.map_or("", |(_, value)| value));
        rest = after;
    }
    text + rest
}

/// Writes the parameters of an operation, in the order described.
#[derive(Debug)]
pub struct Writer<'a> {
    call: &'a mut Call,
    described: std::slice::Iter<'static, Parameter>,
}

impl<'a> Writer<'a> {
    /// Writes into `call`.
    pub fn new(call: &'a mut Call, described: &'static [Parameter]) -> Self {
        let described = described.iter();
        Self { call, described }
    }

    /// A parameter that is always there.
    ///
    /// # Errors
    /// When no URL or header can hold its value.
    pub fn required<T: Serialize>(&mut self, parameter: &T) -> Result<(), ClientError> {
        match self.described.next() {
            Some(described) => self.write(described, &value(parameter)?),
            None => Ok(()),
        }
    }

    /// A parameter that may be missing.
    ///
    /// # Errors
    /// When no URL or header can hold its value.
    pub fn optional<T: Serialize>(&mut self, parameter: &Option<T>) -> Result<(), ClientError> {
        match (self.described.next(), parameter) {
            (Some(described), Some(parameter)) => self.write(described, &value(parameter)?),
            _ => Ok(()),
        }
    }

    /// A parameter that has a default, and is sent nevertheless.
    ///
    /// # Errors
    /// When no URL or header can hold its value.
    pub fn default<T: Serialize>(&mut self, parameter: &T) -> Result<(), ClientError> {
        self.required(parameter)
    }

    fn write(&mut self, described: &'static Parameter, value: &Value) -> Result<(), ClientError> {
        let wire = described.wire;
        let text = || match described.travel {
            Travel::Plain => styles::text(value),
            Travel::Json => value.to_string(),
            Travel::Styled(style, explode) => styles::write_text(value, wire, style, explode),
        };
        match described.place {
            Place::Path(_) | Place::Part(..) => self.call.path.push((wire, text())),
            Place::Query => match described.travel {
                Travel::Styled(style, explode) => {
                    for (name, text) in styles::write_pairs(value, wire, style, explode) {
                        self.call.pair(&name, &text);
                    }
                }
                _ => self.call.pair(wire, &text()),
            },
            Place::Header => {
                let value = header(wire, &text())?;
                let name = HeaderName::from_bytes(wire.as_bytes());
                let name = name.map_err(|_| ClientError::Header(wire))?;
                self.call.headers.insert(name, value);
            }
            Place::Cookie => cookie(&mut self.call.headers, wire, &text())?,
        }
        Ok(())
    }
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

/// A parameter or form as a value.
fn value<T: Serialize>(parameter: &T) -> Result<Value, ClientError> {
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
