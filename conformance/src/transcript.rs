//! What happened, as bytes: the exchanges of one run of a plan with its binding. It holds everything that an oracle
//! needs and no credential, so it can be kept, sent around and judged again.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::bind::{Binding, Bytes, WireRequest};
use crate::plan::Plan;

/// One run of a plan.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Transcript {
    /// the plan that was run
    pub plan: Plan,
    /// what its symbols stood for
    pub binding: Binding,
    /// in the order of the plan's requests; fewer when the run was cut short
    pub exchanges: Vec<Exchange>,
}

/// One request and what came of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Exchange {
    /// index of the plan's step
    pub step: usize,
    /// what was sent
    pub request: WireRequest,
    /// microseconds from the start of the campaign to the sending
    pub began: u64,
    /// microseconds from the start of the campaign to the last byte of the answer
    pub ended: u64,
    /// how often it was sent, retries included
    pub attempts: u32,
    /// an earlier try broke when it may already have been carried out: whether this one created anything is uncertain
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub doubtful: bool,
    /// the connection had carried another exchange before
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reused: bool,
    /// the beginning of what came behind the end of the answer although nothing had been asked
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stray: Option<Bytes>,
    /// what came back
    pub outcome: Outcome,
}

/// What came back.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// a whole response
    Answered(WireResponse),
    /// no evidence for or against anything: overload, a broken connection, a time-out
    Unavailable(Unavailable),
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unavailable {
    /// none was complete within the set time
    TimeOut,
    /// one began, and the connection broke
    CutShort,
    /// the request was sent, and the connection was closed
    Closed,
    /// the client hung up, as it was meant to
    Abandoned,
    /// anything else, for people
    Other(String),
}

impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TimeOut => "time-out",
            Self::CutShort => "the answer broke off before its end",
            Self::Closed => "the connection was closed without an answer",
            Self::Abandoned => "the client hung up on purpose",
            Self::Other(cause) => cause,
        })
    }
}

/// A whole response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WireResponse {
    /// the HTTP status
    pub status: u16,
    /// header fields in the order received, names in lower case
    pub headers: Vec<(String, String)>,
    /// the body, at most the driver's limit
    pub body: Bytes,
    /// the body was longer than the driver's limit
    #[serde(default)]
    pub cut: bool,
    /// the schemes whose credentials the response held; their values were taken out
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub echoed: Vec<String>,
}

impl WireResponse {
    /// The first value of a header field; `name` in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    }

    /// The media type without its parameters, in lower case.
    pub fn media_type(&self) -> Option<String> {
        let value = self.header("content-type")?;
        Some(
            value
                .split(';')
                .next()
                .unwrap_or(value)
                .trim()
                .to_ascii_lowercase(),
        )
    }
}
