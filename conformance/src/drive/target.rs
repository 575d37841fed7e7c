//! One HTTP target: base URL, credentials, pace, time-outs, retries. Refuses URLs that are not http or https, follows no
//! redirects, keeps at most a set number of bytes of each response.

use std::fmt;
use std::time::{Duration, Instant};

use reqwest::header::{ACCEPT_ENCODING, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Method, Url};
use secrecy::ExposeSecret;

use super::held::Held;
use super::pace::Pace;
use super::retry::{Failed, chance, pause};
use crate::bind::{Bytes, SlotPlace, SlotValue, WireRequest};
use crate::transcript::{Exchange, Outcome, Unavailable, WireResponse};

/// What a wrong credential looks like on the wire. It is no secret.
pub(crate) const WRONG: &str = "conformance-wrong-credential";
/// What stands behind a credential that is too long.
pub(crate) const MORE: &str = "-conformance";

/// What the suite calls itself (RFC 9110, 10.1.5).
pub(super) const USER_AGENT: &str = concat!("multistatus-conform/", env!("CARGO_PKG_VERSION"));

/// How the target is treated.
#[derive(Clone, Debug)]
pub struct Settings {
    /// one request, from connecting to the last byte
    pub timeout: Duration,
    /// how often a request is sent before it counts as unavailable
    pub attempts: u32,
    /// bytes kept of one response body
    pub response_limit: usize,
    /// requests a second, retries included; none: as many as there are
    pub rate: Option<f64>,
    /// requests under way at the same time, those of one step included; none: as many as there are
    pub connections: Option<usize>,
    /// the pause before a request is sent for the second time; it doubles each time
    pub first_pause: Duration,
    /// no pause is longer, whatever the target asks for
    pub longest_pause: Duration,
}

impl Default for Settings {
    /// For loopback: 30 s, 3 attempts, 16 MiB, no limits.
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30),
            attempts: 3,
            response_limit: 16 << 20,
            rate: None,
            connections: None,
            first_pause: Duration::from_millis(100),
            longest_pause: Duration::from_secs(5),
        }
    }
}

impl Settings {
    /// Those for the server at `base`: without limits on this machine, kind to any other one.
    pub fn suited(base: &str) -> Self {
        match Url::parse(base) {
            // who answers within a moment otherwise hangs after ten seconds
            Ok(url) if is_loopback(&url) => Self {
                timeout: Duration::from_secs(10),
                ..Self::default()
            },
            _ => Self::kind(),
        }
    }

    /// For a server that others may depend on: 20 requests a second, 4 at the same time, and patience.
    pub fn kind() -> Self {
        Self {
            attempts: 5,
            rate: Some(20.0),
            connections: Some(4),
            first_pause: Duration::from_millis(500),
            longest_pause: Duration::from_secs(60),
            ..Self::default()
        }
    }
}

/// A server under test.
pub struct Target {
    base: Url,
    client: Client,
    /// writes the names of header fields as `Content-Type`
    title_case: Client,
    credentials: Held,
    settings: Settings,
    pace: Pace,
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
        credentials: impl Into<Held>,
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
        let loopback = is_loopback(&url);
        let build = |builder: reqwest::ClientBuilder| {
            let builder = builder
                .user_agent(USER_AGENT)
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
            credentials: credentials.into(),
            pace: Pace::new(settings.rate, settings.connections),
            settings,
            epoch: Instant::now(),
        })
    }

    /// Whether it is on this machine.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.base)
    }

    /// The base URL, without a trailing slash.
    pub fn base(&self) -> &str {
        self.base.as_str().trim_end_matches('/')
    }

    /// Whether connections are plain ones, whose bytes can be looked at.
    pub fn is_plain_http(&self) -> bool {
        self.base.scheme() == "http"
    }

    /// Host and port, as a connection needs them.
    pub(super) fn authority(&self) -> (&str, u16) {
        let host = self.base.host_str().unwrap_or_default();
        let port = self.base.port_or_known_default().unwrap_or(80);
        (host.trim_matches(['[', ']']), port)
    }

    /// The value of the `Host` field (RFC 9110, 7.2).
    pub(super) fn host(&self) -> String {
        let host = self.base.host_str().unwrap_or_default();
        match self.base.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }

    /// What requests carry.
    pub(super) fn credentials(&self) -> &Held {
        &self.credentials
    }

    /// How fast they go.
    pub(super) fn pace(&self) -> &Pace {
        &self.pace
    }

    /// How the target is treated.
    pub(super) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Microseconds since the target was made.
    pub fn now(&self) -> u64 {
        u64::try_from(self.epoch.elapsed().as_micros()).unwrap_or(u64::MAX)
    }

    /// Sends one request, again after a pause when the target is overloaded or the connection breaks.
    pub async fn send(&self, step: usize, request: WireRequest) -> Exchange {
        self.deliver(step, request, Trust::None).await
    }

    /// As [`Target::send`], for a request with all credentials: when they expire or are refused, they are read again from
    /// their sources, and the request is sent again with newer ones.
    pub async fn send_authorized(&self, step: usize, request: WireRequest) -> Exchange {
        self.deliver(step, request, Trust::Good).await
    }

    async fn deliver(&self, step: usize, request: WireRequest, trust: Trust) -> Exchange {
        let mut attempts = 0;
        let mut doubtful = false;
        let mut renewed = trust == Trust::None;
        loop {
            attempts += 1;
            let expired = match trust {
                Trust::Good => self.credentials.renew_early().await,
                Trust::None => None,
            };
            let turn = self.pace.turn().await;
            let began = self.now();
            if let Some(reason) = expired {
                // what comes back to an expired credential is no evidence
                return Exchange {
                    step,
                    request,
                    began,
                    ended: began,
                    attempts,
                    doubtful,
                    reused: false,
                    stray: None,
                    outcome: Outcome::Unavailable(Unavailable::Other(reason)),
                };
            }
            let outcome = self.once(&request).await;
            let ended = self.now();
            drop(turn);
            let failed = match outcome {
                Ok(response) if response.status == 401 && !renewed => {
                    renewed = true;
                    if self.credentials.renew_refused().await {
                        continue;
                    }
                    Ok(response)
                }
                Ok(response) => match Failed::overload(&response) {
                    None => Ok(response),
                    Some(failed) => Err(failed),
                },
                Err(failed) => Err(failed),
            };
            let exchange = |outcome, doubtful| Exchange {
                step,
                request: request.clone(),
                began,
                ended,
                attempts,
                doubtful,
                reused: false,
                stray: None,
                outcome,
            };
            let failed = match failed {
                Ok(response) => return exchange(Outcome::Answered(response), doubtful),
                Err(failed) => failed,
            };
            doubtful |= failed.unsure;
            // after a time-out nobody waits as long again
            let last = attempts >= self.settings.attempts || failed.reason == Unavailable::TimeOut;
            if last || request.abandoned {
                return exchange(Outcome::Unavailable(failed.reason), doubtful);
            }
            let (first, longest) = (self.settings.first_pause, self.settings.longest_pause);
            let pause = pause(attempts, first, failed.after, longest, chance());
            if failed.after.is_some() {
                self.pace.rest(pause);
            }
            tokio::time::sleep(pause).await;
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
        let mut response = builder.send().await.map_err(|e| Failed::explain(&e))?;
        if request.abandoned {
            return Err(Failed::midway(Unavailable::Abandoned)); // the unread rest closes the connection
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
        while let Some(chunk) = response.chunk().await.map_err(|e| Failed::cut_short(&e))? {
            if chunk.len() > self.settings.response_limit - body.len() {
                // a part of an answer is no evidence, and keeping it would fill the memory
                let limit = self.settings.response_limit;
                return Err(Failed::unreadable(format!(
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
            return Err(Failed::unreadable(format!(
                "the answer has the content coding {coding:?}, which was not asked for"
            )));
        }
        self.credentials.redact(&mut response);
        Ok(response)
    }

    /// URL and headers with the credentials in their slots.
    pub(super) fn address(&self, request: &WireRequest) -> Result<(Url, HeaderMap), String> {
        let mut text = format!("{}{}", self.base(), request.target);
        let mut headers = HeaderMap::new();
        for (name, value) in &request.headers {
            insert(&mut headers, name, value, false)?;
        }
        for slot in &request.slots {
            let secret = self.credentials.secret(&slot.scheme);
            let secret = secret.as_ref().map(|secret| secret.expose_secret());
            let longer;
            let value = match (slot.value, secret) {
                (SlotValue::Right, Some(secret)) => secret,
                (SlotValue::Longer, Some(secret)) => {
                    longer = format!("{secret}{MORE}");
                    &longer
                }
                (SlotValue::Empty, _) => "",
                _ => WRONG,
            };
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
}

/// Whether `url` leads to this machine by its name. A name that merely resolves to it does not count.
fn is_loopback(url: &Url) -> bool {
    match url.host_str() {
        Some("localhost") => true,
        Some(host) => host
            .trim_matches(['[', ']'])
            .parse::<std::net::IpAddr>()
            .is_ok_and(|ip| ip.is_loopback()),
        None => false,
    }
}

/// Whether a request can be expected to be let in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// all its credentials are good
    Good,
    /// they are not, or there are none
    None,
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
