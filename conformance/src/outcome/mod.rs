//! The result of a campaign as plain data: `report.json`. What the gate says of it, and the results of shards put together.

mod gate;
mod merge;
mod read;

pub(crate) use gate::{Weighed, weigh};
pub use merge::merge;
pub use read::read;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::contract::Location;
use crate::coverage::Coverage;
use crate::deviations::DeviationRow;
use crate::oracles::{Gate, Level};
use crate::recording::Recording;

/// The format of `report.json`. It grows when a member is taken away or comes to mean something else; new members do not
/// change it, so readers skip those that they do not know.
pub const FORMAT: u32 = 1;

/// The outcome of a campaign: `report.json`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// the format of this file: 1
    pub format: u32,
    /// version of the suite
    pub suite: String,
    /// when the run began (RFC 3339)
    pub started: String,
    /// what the gate says
    pub verdict: Overall,
    /// the verdict in one sentence
    pub summary: String,
    /// the run ended before its end
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped: Option<Stopped>,
    /// this is only a part of a campaign
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shard: Option<Shard>,
    /// title of the description
    pub title: String,
    /// base URL of the target
    pub target: String,
    /// decides every plan and every key
    pub seed: u64,
    /// findings of this level and above fail the gate: `must` or `should`
    pub gate: Gate,
    /// wall-clock time of the whole campaign in milliseconds
    pub milliseconds: u64,
    /// requests sent, shrinking included
    pub requests: usize,
    /// items sent in batches
    pub items: usize,
    /// requests without an answer: overload, broken connections, time-outs
    pub unavailable: usize,
    /// batches by kind
    pub batches: BTreeMap<String, usize>,
    /// item results by status
    pub item_statuses: BTreeMap<String, usize>,
    /// latencies of answered requests in microseconds, sorted: minimum, median, 90 %, 99 %, maximum
    pub latency: BTreeMap<String, u64>,
    /// how many requests were answered within how long, in steps of 1, 2, 5
    pub latencies: Vec<Bucket>,
    /// what the run created on the target
    pub created: CreatedRow,
    /// what the preflight found out, by operation
    pub probed: BTreeMap<String, Vec<String>>,
    /// what was found, MUST first
    pub findings: Vec<Finding>,
    /// what the run says of each known deviation
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deviations: Vec<DeviationRow>,
    /// every oracle of the table
    pub oracles: Vec<OracleRow>,
    /// the batch operations in the order of the description, then those that are no batches
    pub operations: Vec<OperationRow>,
}

/// One of several parts of a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Shard {
    /// which one, from 1
    pub number: usize,
    /// of how many
    pub of: usize,
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.number, self.of)
    }
}

/// A run that ended before its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stopped {
    /// what ended it
    pub why: Stop,
    /// requests that had been sent
    pub after: usize,
    /// requests that were planned, before findings are made smaller
    pub of: usize,
}

/// What ended a run before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Stop {
    /// the user
    Interrupted,
    /// the longest time for the whole run was over
    MaxTime,
    /// every key of the range was used
    KeysUsedUp,
    /// the target no longer answered
    TargetGone,
    /// the target no longer accepted good credentials
    CredentialsRefused,
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = match self.why {
            Stop::Interrupted => "interrupted",
            Stop::MaxTime => "the longest time was over",
            Stop::KeysUsedUp => "the key range was used up",
            Stop::TargetGone => "the target no longer answers",
            Stop::CredentialsRefused => "the target no longer accepts the credentials",
        };
        if self.after < self.of {
            write!(
                f,
                "stopped after {} of {} requests ({why})",
                self.after, self.of
            )
        } else {
            write!(
                f,
                "stopped after all {} requests, while the findings were made smaller ({why})",
                self.of
            )
        }
    }
}

/// What a run created on the target, as far as the answers say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CreatedRow {
    /// how many entities
    pub entities: usize,
    /// the first thousand of them
    pub listed: Vec<CreatedEntity>,
    /// how many were removed at the end, when that was asked for
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removed: Option<usize>,
    /// how many are still there, when they should not be
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<usize>,
    /// why the first of these is
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trouble: Option<String>,
}

/// One entity that a run created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CreatedEntity {
    /// the operation that created it
    pub operation: String,
    /// the tenant that it belongs to
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant: Option<String>,
    /// its key
    pub key: serde_json::Map<String, serde_json::Value>,
}

impl fmt::Display for CreatedRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} entities were created", self.entities)?;
        if let Some(removed) = self.removed {
            write!(f, ", {removed} of them removed")?;
        }
        match (self.left, &self.trouble) {
            (Some(left @ 1..), Some(trouble)) => write!(f, ", {left} left: {trouble}"),
            _ => Ok(()),
        }
    }
}

/// What the gate says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Overall {
    /// no finding of the gated levels
    Pass,
    /// at least one
    Fail,
    /// the run could not judge what it has to judge
    Inconclusive,
}

/// One cause, with the smallest run that shows it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// the oracle's id
    pub oracle: Cow<'static, str>,
    /// `MUST`, `SHOULD` or `MAY`
    pub level: Level,
    /// it fails the gate
    pub gated: bool,
    /// all its cases are known deviations: why the first one is accepted
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<String>,
    /// what holds on every correct server
    pub claim: Cow<'static, str>,
    /// the clause it rests on
    pub why: Cow<'static, str>,
    /// the operation: its id
    pub operation: String,
    /// method and path template
    pub endpoint: String,
    /// where the description speaks of the operation
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Location>,
    /// what it is about, as ids; the same in every run
    pub about: String,
    /// what was expected, and what is the case
    pub message: String,
    /// name of the plan that showed it first
    pub plan: String,
    /// runs of plans that showed it, all cases together
    pub occurrences: usize,
    /// requests that had been sent when it was first seen
    pub first_request: usize,
    /// what the oracle found wrong with this operation; the first one is shown in full
    pub cases: Vec<Case>,
    /// of how many tries with fresh keys it showed again
    pub reproduced: Reproduced,
    /// the smallest run: requests to reproduce it, in order, with their answers
    pub requests: Vec<Shown>,
    /// the same as a shell script; credentials stand as `$NAME`
    pub curl: String,
    /// file of the recording, relative to the folder of the reports
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recording: Option<String>,
    /// file of the script that reproduces it, relative to the folder of the reports
    #[serde(skip_serializing_if = "Option::is_none")]
    pub script: Option<String>,
    /// what those files hold
    #[serde(skip)]
    pub recorded: Option<Box<Recorded>>,
}

/// A finding to be kept: for `conform replay` and `conform judge`, and for bash.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// the run and what it shows
    pub recording: Recording,
    /// the same as a bash script
    pub script: String,
}

/// One thing that an oracle found wrong.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Case {
    /// what it is about, as ids; the same in every run
    pub about: String,
    /// what was expected, and what is the case
    pub message: String,
    /// runs of plans that showed it
    pub occurrences: usize,
    /// it is a known deviation: why it is accepted
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<String>,
}

/// Whether a finding showed again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reproduced {
    /// tries that showed it
    pub times: usize,
    /// tries
    pub tries: usize,
}

/// One exchange for people.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Shown {
    /// sent at the same time as the others of this step
    pub step: usize,
    /// it is one of those that show the violation
    pub telling: bool,
    /// in capitals
    pub method: String,
    /// path and query
    pub target: String,
    /// header fields as they were sent; credentials stand as `$NAME`
    pub headers: Vec<(String, String)>,
    /// the body, cut when long
    pub sent: String,
    /// JSON pointers to what the violation is about in the body that was sent
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sent_marks: Vec<String>,
    /// the status; none when unavailable
    pub status: Option<u16>,
    /// the media type of the answer
    pub media_type: Option<String>,
    /// the body of the answer, cut when long, or why there is none
    pub received: String,
    /// JSON pointers to what the violation is about in the body of the answer
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub received_marks: Vec<String>,
}

/// One oracle over the whole campaign.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct OracleRow {
    /// its id
    pub id: Cow<'static, str>,
    /// `MUST`, `SHOULD` or `MAY`
    pub level: Level,
    /// what holds on every correct server
    pub claim: Cow<'static, str>,
    /// how often its trigger occurred
    pub armed: usize,
    /// how often the answers decided it
    pub decided: usize,
    /// how often it was broken
    pub violated: usize,
    /// what it needs and this target does not have
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_evaluated: Option<Cow<'static, str>>,
}

/// One operation over the whole campaign: a row of the matrix of operations and oracles.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct OperationRow {
    /// its id
    pub id: String,
    /// method and path template
    pub endpoint: String,
    /// where the description speaks of it
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Location>,
    /// the oracles that were armed at least once
    pub oracles: BTreeMap<Cow<'static, str>, Counts>,
    /// what the requests touched
    pub coverage: Coverage,
}

/// Answers of one length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Bucket {
    /// microseconds, itself included; the bucket before ends where this one begins
    pub up_to: u64,
    /// answered requests
    pub requests: usize,
}

/// What became of one oracle on one operation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    /// how often its trigger occurred
    pub armed: usize,
    /// how often the answers decided it
    pub decided: usize,
    /// how often it was broken
    pub violated: usize,
}
