//! What a campaign came to, as plain data, and its renderings: terminal, JSON, HTML. Renderers decide nothing.

pub mod curl;
pub mod html;
pub mod json;
pub mod script;
pub mod terminal;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::recording::Recording;

/// The outcome of a campaign: `report.json`.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// what the gate says
    pub verdict: Overall,
    /// the verdict in one sentence
    pub summary: String,
    /// title of the description
    pub title: String,
    /// base URL of the target
    pub target: String,
    /// decides every plan and every key
    pub seed: u64,
    /// findings of this level and above fail the gate: `must` or `should`
    pub gate: &'static str,
    /// wall-clock time of the whole campaign in milliseconds
    pub milliseconds: u64,
    /// requests sent, shrinking included
    pub requests: usize,
    /// items sent in batches
    pub items: usize,
    /// requests without an answer: overload, broken connections, time-outs
    pub unavailable: usize,
    /// batches by kind
    pub batches: BTreeMap<&'static str, usize>,
    /// item results by status
    pub item_statuses: BTreeMap<String, usize>,
    /// latencies of answered requests in microseconds, sorted: minimum, median, 90 %, 99 %, maximum
    pub latency: BTreeMap<&'static str, u64>,
    /// what the preflight found out, by operation
    pub probed: BTreeMap<String, Vec<String>>,
    /// what was found, MUST first
    pub findings: Vec<Finding>,
    /// every oracle of the table
    pub oracles: Vec<OracleRow>,
}

/// What the gate says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// the oracle's id
    pub oracle: &'static str,
    /// `MUST`, `SHOULD` or `MAY`
    pub level: &'static str,
    /// what holds on every correct server
    pub claim: &'static str,
    /// the clause it rests on
    pub why: &'static str,
    /// the operation: its id
    pub operation: String,
    /// method and path template
    pub endpoint: String,
    /// the property, scheme or class of defect
    pub about: String,
    /// what was expected and what came
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
#[derive(Clone, Debug, Serialize)]
pub struct Case {
    /// the property, scheme or class of defect
    pub about: String,
    /// what was expected and what came
    pub message: String,
    /// runs of plans that showed it
    pub occurrences: usize,
}

/// Whether a finding showed again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Reproduced {
    /// tries that showed it
    pub times: usize,
    /// tries
    pub tries: usize,
}

/// One exchange for people.
#[derive(Clone, Debug, Serialize)]
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
    /// the status; none when unavailable
    pub status: Option<u16>,
    /// the media type of the answer
    pub media_type: Option<String>,
    /// the body of the answer, cut when long, or why there is none
    pub received: String,
}

/// One oracle over the whole campaign.
#[derive(Clone, Debug, Serialize)]
pub struct OracleRow {
    /// its id
    pub id: &'static str,
    /// `MUST`, `SHOULD` or `MAY`
    pub level: &'static str,
    /// what holds on every correct server
    pub claim: &'static str,
    /// how often its trigger occurred
    pub armed: usize,
    /// how often the answers decided it
    pub decided: usize,
    /// how often it was broken
    pub violated: usize,
    /// what it needs and this target does not have
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_evaluated: Option<&'static str>,
}
