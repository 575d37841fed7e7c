//! One HTTP target: base URL, credentials, time-outs, retries. Refuses URLs that are not http or https, follows no
//! redirects, keeps at most a set number of bytes of each response.

use std::collections::BTreeMap;
use std::fmt;
use std::time::{Duration, Instant};

use reqwest::header::{ACCEPT_ENCODING, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Method, StatusCode, Url};
use secrecy::{ExposeSecret, SecretString};

use crate::transcript::{Bytes, Exchange, Outcome, Slot, SlotPlace, WireRequest, WireResponse};

/// What a wrong credential looks like on the wire. It is no secret.
pub(crate) const WRONG: &str = "conformance-wrong-credential";

/// Why a request has no answer within the set time.
pub(crate) const TIME_OUT: &str = "time-out";

/// Why a request has no answer that was never meant to have one.
const ABANDONED: &str = "the client hung up on purpose";

/// A shorter value is found in answers by chance.
const SHORTEST_CANARY: usize = 8;

/// How the target is treated.
#[derive(Clone, Debug)]
pub struct Settings {
    /// one request, from connecting to the last byte
    pub timeout: Duration,
    /// how often a request is sent before it counts as unavailable
    pub attempts: u32,
    /// bytes kept of one response body
    pub response_limit: usize,
}

impl Default for Settings {
    /// 30 s, 3 attempts, 16 MiB.
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30),
            attempts: 3,
            response_limit: 16 << 20,
        }
    }
}

/// A server under test.
pub struct Target {
    base: Url,
    client: Client,
    /// writes the names of header fields as `Content-Type`
    title_case: Client,
    credentials: BTreeMap<String, SecretString>,
    settings: Settings,
    epoch: Instant,
}

/// The target cannot be addressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetError(String);

impl fmt::Display for TargetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TargetError {}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Target")
            .field("base", &self.base.as_str())
            .finish_non_exhaustive()
    }
}

impl Target {
    /// A target at `base`, such as `http://127.0.0.1:8080/v1`.
    ///
    /// # Errors
    /// `base` is no http or https URL, or names a user.
    pub fn new(
        base: &str,
        credentials: BTreeMap<String, SecretString>,
        settings: Settings,
    ) -> Result<Self, TargetError> {
        let url = Url::parse(base).map_err(|cause| {
            TargetError(format!(
                "`{base}` is not a URL: {cause}; write it like http://127.0.0.1:8080"
            ))
        })?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(TargetError(format!(
                "`{base}`: only http and https URLs can be tested"
            )));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(TargetError(
                "the URL holds a user name or password; give credentials by --auth".to_owned(),
            ));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(TargetError(format!(
                "`{base}` holds a query or a fragment; give the base URL only"
            )));
        }
        let loopback = match url.host_str() {
            Some("localhost") => true,
            Some(host) => host
                .trim_matches(['[', ']'])
                .parse::<std::net::IpAddr>()
                .is_ok_and(|ip| ip.is_loopback()),
            None => false,
        };
        let build = |builder: reqwest::ClientBuilder| {
            let builder = builder
                .user_agent(concat!("multistatus-conform/", env!("CARGO_PKG_VERSION")))
                // an answer in a content coding could not be read
                .default_headers(
                    [(ACCEPT_ENCODING, HeaderValue::from_static("identity"))]
                        .into_iter()
                        .collect(),
                )
                .redirect(reqwest::redirect::Policy::none())
                .timeout(settings.timeout);
            let builder = if loopback {
                builder.no_proxy()
            } else {
                builder
            };
            let failed = |cause| TargetError(format!("failed to set up HTTP: {cause}"));
            builder.build().map_err(failed)
        };
        let client = build(Client::builder())?;
        let title_case = build(Client::builder().http1_title_case_headers())?;
        Ok(Self {
            base: url,
            client,
            title_case,
            credentials,
            settings,
            epoch: Instant::now(),
        })
    }

    /// The base URL, without a trailing slash.
    pub fn base(&self) -> &str {
        self.base.as_str().trim_end_matches('/')
    }

    /// Microseconds since the target was made.
    pub fn now(&self) -> u64 {
        u64::try_from(self.epoch.elapsed().as_micros()).unwrap_or(u64::MAX)
    }

    /// Sends one request, again after a pause when the target is overloaded or the connection breaks.
    pub async fn send(&self, step: usize, request: WireRequest) -> Exchange {
        let mut attempts = 0;
        let mut doubtful = false;
        loop {
            attempts += 1;
            let began = self.now();
            let outcome = self.once(&request).await;
            let ended = self.now();
            let (reason, after, unsure) = match outcome {
                Ok(response) => match overload(&response) {
                    None => {
                        return Exchange {
                            step,
                            request,
                            began,
                            ended,
                            attempts,
                            doubtful,
                            outcome: Outcome::Answered(response),
                        };
                    }
                    // a gateway does not know what the server behind it did
                    Some(after) => {
                        let unsure = matches!(response.status, 502 | 504);
                        (format!("status {}", response.status), after, unsure)
                    }
                },
                Err(Failed { reason, unsure }) => (reason, None, unsure),
            };
            doubtful |= unsure;
            // after a time-out nobody waits as long again
            if attempts >= self.settings.attempts || request.abandoned || reason == TIME_OUT {
                return Exchange {
                    step,
                    request,
                    began,
                    ended,
                    attempts,
                    doubtful,
                    outcome: Outcome::Unavailable(reason),
                };
            }
            let pause = Duration::from_millis(50 << attempts.min(6));
            tokio::time::sleep(after.unwrap_or(pause).min(Duration::from_secs(5))).await;
        }
    }

    async fn once(&self, request: &WireRequest) -> Result<WireResponse, Failed> {
        let (url, headers) = self.address(request).map_err(Failed::unsent)?;
        let method = Method::from_bytes(request.method.as_bytes())
            .map_err(|e| Failed::unsent(e.to_string()))?;
        let client = if request.title_case {
            &self.title_case
        } else {
            &self.client
        };
        let mut builder = client.request(method, url).headers(headers);
        if let Some(body) = &request.body {
            builder = builder.body(if request.chunked {
                in_chunks(&body.0)
            } else {
                body.0.clone().into()
            });
        }
        let mut response = builder.send().await.map_err(|e| explain(&e))?;
        if request.abandoned {
            return Err(Failed::midway(ABANDONED)); // the unread rest closes the connection
        }
        let status = response.status().as_u16();
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| {
                (
                    name.as_str().to_owned(),
                    String::from_utf8_lossy(value.as_bytes()).into_owned(),
                )
            })
            .collect();
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|e| explain(&e))? {
            if chunk.len() > self.settings.response_limit - body.len() {
                // a part of an answer is no evidence, and keeping it would fill the memory
                let limit = self.settings.response_limit;
                return Err(Failed::midway(format!(
                    "the answer is longer than {limit} bytes"
                )));
            }
            body.extend_from_slice(&chunk);
        }
        let mut response = WireResponse {
            status,
            headers,
            body: Bytes(body),
            cut: false,
            echoed: Vec::new(),
        };
        if let Some(coding) = coded(&response) {
            return Err(Failed::midway(format!(
                "the answer has the content coding {coding:?}, which was not asked for"
            )));
        }
        self.redact(&mut response);
        Ok(response)
    }

    /// URL and headers with the credentials in their slots.
    fn address(&self, request: &WireRequest) -> Result<(Url, HeaderMap), String> {
        let mut text = format!("{}{}", self.base(), request.target);
        let mut headers = HeaderMap::new();
        for (name, value) in &request.headers {
            insert(&mut headers, name, value, false)?;
        }
        for slot in &request.slots {
            let value = self.value(slot);
            match &slot.carrier {
                SlotPlace::Header(name) => insert(&mut headers, name, value, true)?,
                SlotPlace::Cookie(name) => {
                    insert(&mut headers, "cookie", &format!("{name}={value}"), true)?
                }
                SlotPlace::Authorization(scheme) => {
                    insert(
                        &mut headers,
                        "authorization",
                        &format!("{scheme} {value}"),
                        true,
                    )?;
                }
                SlotPlace::Query(name) => {
                    let glue = if text.contains('?') { '&' } else { '?' };
                    let mut pair = Url::parse("http://host/").map_err(|e| e.to_string())?;
                    pair.query_pairs_mut().append_pair(name, value);
                    text = format!("{text}{glue}{}", pair.query().unwrap_or_default());
                }
            }
        }
        let url = Url::parse(&text).map_err(|cause| format!("the URL cannot be built: {cause}"))?;
        if url.origin() != self.base.origin() || !url.username().is_empty() {
            // a path template such as `@elsewhere/` would take the credentials along
            return Err("the path leads to another server".to_owned());
        }
        Ok((url, headers))
    }

    fn value(&self, slot: &Slot) -> &str {
        match self.credentials.get(&slot.scheme) {
            Some(secret) if !slot.wrong => secret.expose_secret(),
            _ => WRONG,
        }
    }

    /// Takes the values of credentials out of a response, and notes whose they were.
    fn redact(&self, response: &mut WireResponse) {
        for (scheme, secret) in &self.credentials {
            let secret = secret.expose_secret();
            if secret.len() < SHORTEST_CANARY {
                continue;
            }
            let mark = format!("[value of {scheme}]");
            let mut seen = false;
            for (_, value) in &mut response.headers {
                if value.contains(secret) {
                    *value = value.replace(secret, &mark);
                    seen = true;
                }
            }
            seen |= replace_bytes(&mut response.body.0, secret.as_bytes(), mark.as_bytes());
            if seen {
                response.echoed.push(scheme.clone());
            }
        }
    }
}

fn replace_bytes(bytes: &mut Vec<u8>, from: &[u8], to: &[u8]) -> bool {
    let mut seen = false;
    let mut at = 0;
    while let Some(found) = bytes[at..]
        .windows(from.len())
        .position(|window| window == from)
    {
        bytes.splice(at + found..at + found + from.len(), to.iter().copied());
        at += found + to.len();
        seen = true;
    }
    seen
}

fn insert(headers: &mut HeaderMap, name: &str, value: &str, sensitive: bool) -> Result<(), String> {
    let name = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| format!("`{name}` is no name of a header field"))?;
    let mut value = HeaderValue::from_bytes(value.as_bytes())
        .map_err(|_| format!("the value of `{name}` cannot stand in a header"))?;
    value.set_sensitive(sensitive);
    headers.append(name, value);
    Ok(())
}

/// The body in two chunks, of which neither side knows the whole length.
fn in_chunks(body: &[u8]) -> reqwest::Body {
    let (first, second) = body.split_at(body.len() / 2);
    let chunks = [first.to_vec(), second.to_vec()].map(Ok::<_, std::convert::Infallible>);
    reqwest::Body::wrap_stream(futures_util::stream::iter(chunks))
}

/// The content coding of a body that really is in one. One that only says so is judged as it is: nobody can read it.
fn coded(response: &WireResponse) -> Option<&str> {
    let coding = response.header("content-encoding")?.trim();
    let magic: &[&[u8]] = &[
        b"\x1f\x8b\x08",
        b"\x28\xb5\x2f\xfd",
        b"\x78\x01",
        b"\x78\x9c",
        b"\x78\xda",
    ];
    let is_coded = match coding.to_ascii_lowercase().as_str() {
        "identity" | "" => false,
        "gzip" | "x-gzip" | "deflate" | "zstd" => {
            magic.iter().any(|m| response.body.0.starts_with(m))
        }
        _ => serde_json::from_slice::<serde::de::IgnoredAny>(&response.body.0).is_err(),
    };
    is_coded.then_some(coding)
}

/// Whether the status speaks of overload, and for how long to wait.
fn overload(response: &WireResponse) -> Option<Option<Duration>> {
    let status = StatusCode::from_u16(response.status).ok()?;
    let overloaded = matches!(
        status,
        StatusCode::TOO_MANY_REQUESTS
            | StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT
    );
    let seconds = response
        .header("retry-after")
        .and_then(|text| text.trim().parse().ok());
    overloaded.then(|| seconds.map(Duration::from_secs))
}

/// Why there is no answer.
struct Failed {
    reason: String,
    /// the request may have been carried out all the same
    unsure: bool,
}

impl Failed {
    fn unsent(reason: String) -> Self {
        Self {
            reason,
            unsure: false,
        }
    }

    fn midway(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            unsure: true,
        }
    }
}

/// The innermost cause, which is the one that says what to do; no URL, since a credential may stand in it.
fn explain(error: &reqwest::Error) -> Failed {
    if error.is_timeout() {
        return Failed::midway(TIME_OUT);
    }
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    if error.is_connect() {
        Failed::unsent(format!("failed to connect: {cause}"))
    } else {
        Failed::midway(format!("the connection broke: {cause}"))
    }
}
