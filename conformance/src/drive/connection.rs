//! Several requests one after another on one connection of their own, whose bytes are read one by one. A pooling client
//! hides what this is for: a body where none may be, bytes behind the end of an answer, an answer to something that was
//! never asked. Speaks HTTP/1.1 (RFC 9112) over plain TCP; refuses https URLs, for which the pooling client is used.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::retry::{Failed, chance, pause};
use super::target::{Target, USER_AGENT};
use crate::bind::{Bytes, WireRequest};
use crate::transcript::{Exchange, Outcome, Unavailable, WireResponse};

/// Bytes of a response head.
const HEAD_LIMIT: usize = 64 << 10;

/// Header fields of a response.
const FIELD_LIMIT: usize = 128;

/// So many stray bytes are kept: enough to see what they are, and less than a credential that is cut where they end.
const STRAY_KEPT: usize = 16;

/// How long a client waits for `100 Continue` before it sends the body all the same (RFC 9110, 10.1.1).
const CONTINUE_WAIT: Duration = Duration::from_secs(1);

/// How long stray bytes behind the last answer are waited for.
const LINGER: Duration = Duration::from_millis(20);

/// Sends `requests` in turn on one connection, and on another one when the server closed it. Does not retry an answer
/// that came; a connection that was closed before any byte of an answer is opened anew (RFC 9112, 9.3.1).
pub(super) async fn converse(
    target: &Target,
    step: usize,
    requests: Vec<WireRequest>,
) -> Vec<Exchange> {
    let settings = target.settings();
    let mut exchanges: Vec<Exchange> = Vec::new();
    let mut open: Option<Connection> = None;
    for request in requests {
        let began = target.now();
        let mut attempts = 0;
        let (outcome, reused) = loop {
            attempts += 1;
            let reused = open.is_some();
            let turn = target.pace().turn().await;
            let result = exchange(target, &mut open, &request).await;
            drop(turn);
            match result {
                Ok(response) => match Failed::overload(&response) {
                    None => break (Ok(response), reused),
                    Some(failed) if attempts >= settings.attempts => break (Err(failed), reused),
                    Some(failed) => {
                        let (first, longest) = (settings.first_pause, settings.longest_pause);
                        let pause = pause(attempts, first, failed.after, longest, chance());
                        if failed.after.is_some() {
                            target.pace().rest(pause);
                        }
                        tokio::time::sleep(pause).await;
                    }
                },
                // the server was free to close it after the last answer
                Err(failed) if reused && failed.unanswered => open = None,
                Err(failed) => {
                    open = None;
                    break (Err(failed.failed), reused);
                }
            }
        };
        if let Some(before) = exchanges.last_mut()
            && let Some(connection) = open.as_mut()
        {
            before.stray = connection.stray.take().map(|stray| kept(target, stray));
        }
        let (doubtful, outcome) = match outcome {
            Ok(response) => (false, Outcome::Answered(response)),
            Err(failed) => (failed.unsure, Outcome::Unavailable(failed.reason)),
        };
        exchanges.push(Exchange {
            step,
            request,
            began,
            ended: target.now(),
            attempts,
            doubtful: doubtful || attempts > 1,
            reused,
            stray: None,
            outcome,
        });
    }
    if let (Some(mut connection), Some(last)) = (open, exchanges.last_mut()) {
        connection.linger().await;
        last.stray = connection.stray.take().map(|stray| kept(target, stray));
    }
    exchanges
}

struct Connection {
    stream: TcpStream,
    /// read, and not yet part of an answer
    buffer: Vec<u8>,
    /// what stood before the answer that was read last
    stray: Option<Vec<u8>>,
}

/// Why there is no answer, and whether any byte of one came.
struct Broken {
    failed: Failed,
    unanswered: bool,
}

async fn exchange(
    target: &Target,
    open: &mut Option<Connection>,
    request: &WireRequest,
) -> Result<WireResponse, Broken> {
    let limit = target.settings().timeout;
    let whole = async {
        let mut connection = match open.take() {
            Some(connection) => connection,
            None => Connection::open(target).await?,
        };
        let (mut response, stays) = connection.exchange(target, request).await?;
        if stays {
            *open = Some(connection);
        }
        target.credentials().redact(&mut response);
        Ok(response)
    };
    timeout(limit, whole).await.unwrap_or_else(|_| {
        Err(Broken {
            failed: Failed::midway(Unavailable::TimeOut),
            unanswered: false,
        })
    })
}

impl Connection {
    async fn open(target: &Target) -> Result<Self, Broken> {
        let stream = TcpStream::connect(target.authority()).await;
        let stream = stream.map_err(|cause| Broken {
            failed: Failed::unsent(format!("failed to connect: {cause}")),
            unanswered: false,
        })?;
        let _ = stream.set_nodelay(true);
        Ok(Self {
            stream,
            buffer: Vec::new(),
            stray: None,
        })
    }

    /// The answer, and whether the connection can carry another one.
    async fn exchange(
        &mut self,
        target: &Target,
        request: &WireRequest,
    ) -> Result<(WireResponse, bool), Broken> {
        let unsent = |reason| Broken {
            failed: Failed::unsent(reason),
            unanswered: false,
        };
        let head = head(target, request).map_err(unsent)?;
        let body = request.body.as_ref().map_or(&[][..], |body| &body.0);
        let expects = (request.headers.iter()).any(|(name, _)| name.eq_ignore_ascii_case("expect"));
        self.send(&head).await?;
        if expects {
            // an answer that is there already is read below, the body is sent all the same: the connection stays in step
            let _ = timeout(CONTINUE_WAIT, self.more()).await;
        }
        self.send(body).await?;
        self.read(request.method == "HEAD", target.settings().response_limit)
            .await
    }

    async fn send(&mut self, bytes: &[u8]) -> Result<(), Broken> {
        // a server may answer and close before it read everything: its answer is there to be read
        match self.stream.write_all(bytes).await {
            Ok(()) => Ok(()),
            Err(_) if !self.buffer.is_empty() => Ok(()),
            Err(_) => match self.more().await {
                Ok(true) => Ok(()),
                _ => Err(Broken {
                    failed: Failed::midway(Unavailable::Closed),
                    unanswered: true,
                }),
            },
        }
    }

    /// Reads on; `false` at the end.
    async fn more(&mut self) -> Result<bool, std::io::Error> {
        Ok(self.stream.read_buf(&mut self.buffer).await? > 0)
    }

    async fn need(&mut self, reason: Unavailable) -> Result<(), Broken> {
        match self.more().await {
            Ok(true) => Ok(()),
            Ok(false) | Err(_) => Err(Broken {
                unanswered: self.buffer.is_empty() && reason == Unavailable::Closed,
                failed: Failed::midway(reason),
            }),
        }
    }

    async fn read(&mut self, to_head: bool, limit: usize) -> Result<(WireResponse, bool), Broken> {
        loop {
            self.skip_stray().await?;
            let (status, version, headers) = self.read_head().await?;
            if (100..200).contains(&status) && status != 101 {
                continue; // interim (RFC 9110, 15.2)
            }
            let mut response = WireResponse {
                status,
                headers,
                body: Bytes::default(),
                cut: false,
                echoed: Vec::new(),
            };
            let bodiless = to_head || matches!(status, 101 | 204 | 304);
            let framing = framing(&response, bodiless);
            let whole = self.read_body(&framing, limit).await?;
            response.body = Bytes(whole);
            let says = response
                .header("connection")
                .unwrap_or_default()
                .to_ascii_lowercase();
            let stays = match version {
                1 => !says.contains("close"),
                _ => says.contains("keep-alive"),
            };
            return Ok((response, stays && framing != Framing::ToTheEnd));
        }
    }

    /// Puts aside what is no beginning of an answer.
    async fn skip_stray(&mut self) -> Result<(), Broken> {
        const BEGIN: &[u8] = b"HTTP/1.";
        loop {
            let at = self
                .buffer
                .windows(BEGIN.len())
                .position(|window| window == BEGIN);
            match at {
                Some(0) => return Ok(()),
                Some(at) => {
                    let stray: Vec<u8> = self.buffer.drain(..at).collect();
                    self.stray.get_or_insert(stray);
                    return Ok(());
                }
                None if self.buffer.len() > HEAD_LIMIT => {
                    return Err(Broken {
                        failed: Failed::unreadable("what comes is no answer of HTTP/1.1"),
                        unanswered: false,
                    });
                }
                None => self.need(Unavailable::Closed).await?,
            }
        }
    }

    async fn read_head(&mut self) -> Result<(u16, u8, Vec<(String, String)>), Broken> {
        loop {
            let mut fields = [httparse::EMPTY_HEADER; FIELD_LIMIT];
            let mut head = httparse::Response::new(&mut fields);
            let broken = |reason: String| Broken {
                failed: Failed::unreadable(reason),
                unanswered: false,
            };
            match head.parse(&self.buffer) {
                Ok(httparse::Status::Complete(end)) => {
                    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                    let headers = head
                        .headers
                        .iter()
                        .map(|field| (field.name.to_ascii_lowercase(), text(field.value)))
                        .collect();
                    let (status, version) =
                        (head.code.unwrap_or_default(), head.version.unwrap_or(1));
                    self.buffer.drain(..end);
                    return Ok((status, version, headers));
                }
                Ok(httparse::Status::Partial) if self.buffer.len() <= HEAD_LIMIT => {
                    self.need(Unavailable::Closed).await?;
                }
                Ok(httparse::Status::Partial) => {
                    return Err(broken("the head of the answer is too long".to_owned()));
                }
                Err(cause) => {
                    return Err(broken(format!("the head of the answer is none: {cause}")));
                }
            }
        }
    }

    async fn read_body(&mut self, framing: &Framing, limit: usize) -> Result<Vec<u8>, Broken> {
        let too_long = || Broken {
            failed: Failed::unreadable(format!("the answer is longer than {limit} bytes")),
            unanswered: false,
        };
        match framing {
            Framing::Length(length) if *length > limit => Err(too_long()),
            Framing::Length(length) => self.take(*length).await,
            Framing::Chunked => {
                let mut body = Vec::new();
                loop {
                    let line = self.line().await?;
                    let digits = line.split(';').next().unwrap_or_default().trim();
                    let Ok(length) = usize::from_str_radix(digits, 16) else {
                        return Err(Broken {
                            failed: Failed::unreadable("a chunk of the answer has no length"),
                            unanswered: false,
                        });
                    };
                    if length > limit.saturating_sub(body.len()) {
                        return Err(too_long());
                    }
                    if length == 0 {
                        while !self.line().await?.is_empty() {} // trailers
                        return Ok(body);
                    }
                    body.extend(self.take(length).await?);
                    self.line().await?;
                }
            }
            Framing::ToTheEnd => loop {
                if self.buffer.len() > limit {
                    return Err(too_long());
                }
                match self.more().await {
                    Ok(true) => {}
                    _ => return Ok(std::mem::take(&mut self.buffer)),
                }
            },
        }
    }

    async fn take(&mut self, length: usize) -> Result<Vec<u8>, Broken> {
        while self.buffer.len() < length {
            self.need(Unavailable::CutShort).await?;
        }
        Ok(self.buffer.drain(..length).collect())
    }

    async fn line(&mut self) -> Result<String, Broken> {
        loop {
            if let Some(end) = self.buffer.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.buffer.drain(..=end).collect();
                return Ok(String::from_utf8_lossy(&line).trim_end().to_owned());
            }
            if self.buffer.len() > HEAD_LIMIT {
                return Err(Broken {
                    failed: Failed::unreadable("a line of the answer is too long"),
                    unanswered: false,
                });
            }
            self.need(Unavailable::CutShort).await?;
        }
    }

    /// What comes behind the last answer although nothing was asked.
    async fn linger(&mut self) {
        while self.buffer.len() < HEAD_LIMIT {
            match timeout(LINGER, self.more()).await {
                Ok(Ok(true)) => {}
                _ => break,
            }
        }
        if !self.buffer.is_empty() {
            self.stray = Some(self.buffer.clone());
        }
    }
}

/// The beginning of what nobody asked for, without the values of credentials: they are looked for before it is cut.
fn kept(target: &Target, stray: Vec<u8>) -> Bytes {
    let mut response = WireResponse {
        status: 0,
        headers: Vec::new(),
        body: Bytes(stray),
        cut: false,
        echoed: Vec::new(),
    };
    target.credentials().redact(&mut response);
    response.body.0.truncate(STRAY_KEPT);
    response.body
}

/// How the end of a body is told (RFC 9112, 6.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Framing {
    Length(usize),
    Chunked,
    ToTheEnd,
}

fn framing(response: &WireResponse, bodiless: bool) -> Framing {
    let coded = response.header("transfer-encoding").unwrap_or_default();
    let length = response
        .header("content-length")
        .and_then(|text| text.trim().parse().ok());
    match length {
        _ if bodiless => Framing::Length(0),
        _ if coded.to_ascii_lowercase().contains("chunked") => Framing::Chunked,
        Some(length) => Framing::Length(length),
        None => Framing::ToTheEnd,
    }
}

/// Request line and header fields (RFC 9112, 3 and 5), the credentials in them.
fn head(target: &Target, request: &WireRequest) -> Result<Vec<u8>, String> {
    let (url, headers) = target.address(request)?;
    let mut head = Vec::new();
    let query = url.query().map(|query| format!("?{query}"));
    let line = format!(
        "{} {}{} HTTP/1.1\r\nhost: {}\r\nuser-agent: {}\r\naccept-encoding: identity\r\n",
        request.method,
        url.path(),
        query.unwrap_or_default(),
        target.host(),
        USER_AGENT,
    );
    head.extend_from_slice(line.as_bytes());
    let mut field = |name: &str, value: &[u8]| {
        head.extend_from_slice(name.as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value);
        head.extend_from_slice(b"\r\n");
    };
    for (name, value) in &headers {
        field(name.as_str(), value.as_bytes());
    }
    if !headers.contains_key("accept") {
        field("accept", b"*/*");
    }
    if let Some(body) = &request.body {
        field("content-length", body.0.len().to_string().as_bytes());
    }
    head.extend_from_slice(b"\r\n");
    Ok(head)
}
