//! `report.har`: HTTP Archive 1.2, for the tools that show traffic. First the smallest runs of the findings, then the
//! first contact and the search in their order, until the file is large enough; a comment says how much was left out. Credentials stand as `$NAME`.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::bind::WireRequest;
use crate::curl;
use crate::event::Event;
use crate::outcome::Report;
use crate::transcript::{Exchange, Outcome, Transcript};

/// Exchanges of the search that are kept.
const MOST_EXCHANGES: usize = 1000;

/// Bytes of bodies that are kept.
const MOST_BYTES: usize = 8 << 20;

/// Bytes of one body that are kept.
const MOST_OF_A_BODY: usize = 64 << 10;

/// Keeps the exchanges of the search as they are judged.
#[derive(Debug, Default)]
pub struct Recorder {
    /// the first contact with each operation
    contact: Vec<Exchange>,
    exchanges: Vec<Exchange>,
    bytes: usize,
    left_out: usize,
}

impl Recorder {
    /// Consumes one event.
    pub fn event(&mut self, event: &Event) {
        match event {
            Event::Probed { transcripts, .. } => {
                for exchange in transcripts.iter().flat_map(|one| &one.exchanges) {
                    let kept = self.keep(exchange);
                    self.contact.extend(kept);
                }
            }
            Event::Judged { transcript, .. } => {
                for exchange in &transcript.exchanges {
                    let kept = self.keep(exchange);
                    self.exchanges.extend(kept);
                }
            }
            _ => {}
        }
    }

    /// The exchange with its bodies cut; none when there is no room left.
    fn keep(&mut self, exchange: &Exchange) -> Option<Exchange> {
        let kept = self.contact.len() + self.exchanges.len();
        if kept == MOST_EXCHANGES || self.bytes > MOST_BYTES {
            self.left_out += 1;
            return None;
        }
        let mut exchange = exchange.clone();
        if let Some(body) = &mut exchange.request.body {
            self.bytes += cut(&mut body.0);
        }
        if let Outcome::Answered(response) = &mut exchange.outcome {
            self.bytes += cut(&mut response.body.0);
        }
        Some(exchange)
    }

    /// The archive as indented JSON with a line end.
    ///
    /// # Errors
    /// None in practice: it is plain data.
    pub fn render(&self, report: &Report) -> Result<String, serde_json::Error> {
        let began: Timestamp = report.started.parse().unwrap_or_default();
        let archive = Archive { report, began };
        let mut pages = Vec::new();
        let mut entries = Vec::new();
        for (index, finding) in report.findings.iter().enumerate() {
            let Some(recorded) = &finding.recorded else {
                continue;
            };
            let Transcript { exchanges, .. } = &recorded.recording.transcript;
            let id = format!("finding-{}", index + 1);
            let title = format!("{} {}: {}", finding.level, finding.oracle, finding.message);
            pages.push(archive.page(&id, &title, exchanges.first()));
            entries.extend(
                exchanges
                    .iter()
                    .map(|exchange| archive.entry(&id, exchange)),
            );
        }
        for (id, title, exchanges) in [
            ("contact", "The first contact", &self.contact),
            ("search", "The search", &self.exchanges),
        ] {
            pages.push(archive.page(id, title, exchanges.first()));
            let all = exchanges.iter();
            entries.extend(all.map(|exchange| archive.entry(id, exchange)));
        }
        let comment = match self.left_out {
            0 => report.summary.clone(),
            n => format!("{} ({n} exchanges were left out)", report.summary),
        };
        let log = json!({ "log": {
            "version": "1.2",
            "creator": { "name": "conform", "version": report.suite },
            "pages": pages,
            "entries": entries,
            "comment": comment,
        }});
        serde_json::to_string_pretty(&log).map(|text| text + "\n")
    }
}

fn cut(body: &mut Vec<u8>) -> usize {
    if body.len() > MOST_OF_A_BODY {
        body.truncate(MOST_OF_A_BODY);
        body.extend_from_slice("… (cut)".as_bytes());
    }
    body.len()
}

struct Archive<'a> {
    report: &'a Report,
    began: Timestamp,
}

impl Archive<'_> {
    fn time(&self, microseconds: u64) -> String {
        let after = SignedDuration::from_micros(i64::try_from(microseconds).unwrap_or(i64::MAX));
        format!(
            "{:.3}",
            self.began.saturating_add(after).unwrap_or(self.began)
        )
    }

    fn page(&self, id: &str, title: &str, first: Option<&Exchange>) -> Value {
        json!({
            "id": id,
            "title": title,
            "startedDateTime": self.time(first.map_or(0, |exchange| exchange.began)),
            "pageTimings": {},
        })
    }

    fn entry(&self, page: &str, exchange: &Exchange) -> Value {
        let request = &exchange.request;
        let took = exchange.ended.saturating_sub(exchange.began);
        // microseconds as milliseconds
        let took = took as f64 / 1000.0;
        let response = match &exchange.outcome {
            Outcome::Answered(response) => {
                let size = response.body.0.len();
                json!({
                    "status": response.status,
                    "statusText": "",
                    "httpVersion": "HTTP/1.1",
                    "cookies": [],
                    "headers": fields(&response.headers),
                    "content": {
                        "size": size,
                        "mimeType": response.header("content-type").unwrap_or_default(),
                        "text": response.body.text(),
                    },
                    "redirectURL": response.header("location").unwrap_or_default(),
                    "headersSize": -1,
                    "bodySize": size,
                })
            }
            Outcome::Unavailable(reason) => json!({
                "status": 0,
                "statusText": "",
                "httpVersion": "HTTP/1.1",
                "cookies": [],
                "headers": [],
                "content": { "size": 0, "mimeType": "", "text": "" },
                "redirectURL": "",
                "headersSize": -1,
                "bodySize": -1,
                "comment": format!("no answer: {reason}"),
            }),
        };
        json!({
            "pageref": page,
            "startedDateTime": self.time(exchange.began),
            "time": took,
            "request": self.request(request),
            "response": response,
            "cache": {},
            "timings": { "send": 0, "wait": took, "receive": 0 },
        })
    }

    fn request(&self, request: &WireRequest) -> Value {
        let headers = curl::headers(request);
        let url = curl::url(&self.report.target, request);
        let query: Vec<Value> = url
            .split_once('?')
            .map_or("", |(_, query)| query)
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect();
        let mut shown = json!({
            "method": request.method,
            "url": url,
            "httpVersion": "HTTP/1.1",
            "cookies": [],
            "headers": fields(&headers),
            "queryString": query,
            "headersSize": -1,
            "bodySize": request.body.as_ref().map_or(0, |body| body.0.len()),
        });
        if let Some(body) = &request.body {
            let is_type = |(name, _): &&(String, String)| name.eq_ignore_ascii_case("content-type");
            let mime = headers.iter().find(is_type).map_or("", |(_, value)| value);
            shown["postData"] = json!({ "mimeType": mime, "params": [], "text": body.text() });
        }
        shown
    }
}

fn fields(headers: &[(String, String)]) -> Vec<Value> {
    let field = |(name, value): &(String, String)| json!({ "name": name, "value": value });
    headers.iter().map(field).collect()
}
