//! The report as the template wants it: every decision that the page shows is made here, so that the template only loops.

use std::collections::HashMap;

use serde::Serialize;

use super::text::pretty;
use crate::report::{Finding, OracleRow, Report, Shown};

/// Bars of one chart; a hostile server can invent any number of statuses.
const SHOWN_BARS: usize = 16;

pub(super) fn facts(report: &Report) -> Vec<(&'static str, String)> {
    let gate = match report.gate {
        "should" => "MUST and SHOULD",
        _ => "MUST",
    };
    vec![
        ("Target", report.target.clone()),
        ("Seed", report.seed.to_string()),
        ("Gate", gate.to_owned()),
        ("Time", duration(report.milliseconds)),
        ("Requests", report.requests.to_string()),
        ("Items", report.items.to_string()),
        ("Without an answer", report.unavailable.to_string()),
    ]
}

fn duration(milliseconds: u64) -> String {
    let (minutes, rest) = (milliseconds / 60_000, milliseconds % 60_000);
    let seconds = format!("{}.{} s", rest / 1000, rest % 1000 / 100);
    match minutes {
        0 => seconds,
        _ => format!("{minutes} min {seconds}"),
    }
}

fn microseconds(value: u64) -> String {
    match value {
        0..1000 => format!("{value} µs"),
        1000..100_000 => format!("{}.{} ms", value / 1000, value % 1000 / 100),
        100_000..1_000_000 => format!("{} ms", value / 1000),
        _ => format!("{}.{} s", value / 1_000_000, value % 1_000_000 / 100_000),
    }
}

#[derive(Serialize)]
pub(super) struct FindingView<'a> {
    #[serde(flatten)]
    finding: &'a Finding,
    number: usize,
    again: String,
    intermittent: bool,
    exchanges: Vec<ExchangeView<'a>>,
}

#[derive(Serialize)]
struct ExchangeView<'a> {
    #[serde(flatten)]
    shown: &'a Shown,
    number: usize,
    /// sent at the same time as others
    together: bool,
    sent_text: String,
    received_text: String,
    answer: String,
    class: &'static str,
}

pub(super) fn findings<'a>(report: &'a Report) -> Vec<FindingView<'a>> {
    let view = |(index, finding): (usize, &'a Finding)| {
        let Finding {
            reproduced,
            requests,
            ..
        } = finding;
        FindingView {
            finding,
            number: index + 1,
            again: match (reproduced.times, reproduced.tries) {
                (_, 0) => "not tried again".to_owned(),
                (0, tries) => format!("intermittent: reproduced 0 of {tries}"),
                (times, tries) => format!("reproduced {times} of {tries}"),
            },
            intermittent: reproduced.times == 0 && reproduced.tries > 0,
            exchanges: exchanges(requests),
        }
    };
    report.findings.iter().enumerate().map(view).collect()
}

fn exchanges<'a>(requests: &'a [Shown]) -> Vec<ExchangeView<'a>> {
    let mut in_step: HashMap<usize, usize> = HashMap::new();
    for shown in requests {
        *in_step.entry(shown.step).or_default() += 1;
    }
    let view = |(index, shown): (usize, &'a Shown)| {
        let Shown {
            step,
            sent,
            received,
            status,
            media_type,
            ..
        } = shown;
        ExchangeView {
            shown,
            number: index + 1,
            together: in_step.get(step).is_some_and(|count| *count > 1),
            sent_text: pretty(sent),
            received_text: pretty(received),
            answer: match (status, media_type) {
                (None, _) => "no answer".to_owned(),
                (Some(status), None) => format!("{status}, no media type"),
                (Some(status), Some(media_type)) => format!("{status} {media_type}"),
            },
            class: status.map_or("none", |status| status_class(&status.to_string())),
        }
    };
    requests.iter().enumerate().map(view).collect()
}

fn status_class(status: &str) -> &'static str {
    match status.as_bytes() {
        [b'2', _, _] => "ok",
        [b'4', _, _] => "refused",
        [b'5', _, _] => "broken",
        _ => "none",
    }
}

/// In the order in which they need attention, each with its class.
const STATES: [(&str, &str); 5] = [
    ("violated", "violated"),
    ("inconclusive", "unknown"),
    ("never armed", "unknown"),
    ("not evaluated", "unknown"),
    ("holds", "holds"),
];

/// Index into `STATES`.
fn state(row: &OracleRow) -> usize {
    match row {
        OracleRow { violated: 1.., .. } => 0,
        OracleRow {
            not_evaluated: Some(_),
            ..
        } => 3,
        OracleRow { armed: 0, .. } => 2,
        OracleRow { decided: 0, .. } => 1,
        _ => 4,
    }
}

#[derive(Serialize)]
pub(super) struct State {
    name: &'static str,
    class: &'static str,
    count: usize,
}

pub(super) fn states(report: &Report) -> Vec<State> {
    let count = |index| {
        report
            .oracles
            .iter()
            .filter(|row| state(row) == index)
            .count()
    };
    let view = |(index, (name, class))| State {
        name,
        class,
        count: count(index),
    };
    STATES.into_iter().enumerate().map(view).collect()
}

#[derive(Serialize)]
pub(super) struct OracleView<'a> {
    #[serde(flatten)]
    row: &'a OracleRow,
    state: &'static str,
    class: &'static str,
    state_key: usize,
    level_key: usize,
    reason: &'static str,
    /// number of its first finding, 0 without one
    finding: usize,
}

pub(super) fn oracles<'a>(report: &'a Report) -> Vec<OracleView<'a>> {
    let view = |row: &'a OracleRow| {
        let state_key = state(row);
        let (state, class) = STATES[state_key];
        let first = report.findings.iter().position(|f| f.oracle == row.id);
        OracleView {
            row,
            state,
            class,
            state_key,
            level_key: ["MUST", "SHOULD"]
                .iter()
                .position(|l| *l == row.level)
                .unwrap_or(2),
            reason: row
                .not_evaluated
                .filter(|_| state == "not evaluated")
                .unwrap_or_default(),
            finding: first.map_or(0, |index| index + 1),
        }
    };
    report.oracles.iter().map(view).collect()
}

#[derive(Serialize)]
pub(super) struct Chart<'a> {
    title: &'static str,
    bars: Vec<Bar<'a>>,
    omitted: usize,
}

#[derive(Serialize)]
struct Bar<'a> {
    label: &'a str,
    value: String,
    /// of the longest bar
    percent: u64,
    class: &'static str,
}

pub(super) fn charts(report: &Report) -> [Chart<'_>; 3] {
    let batches = report.batches.iter().map(|(kind, n)| (*kind, *n as u64));
    let statuses = report
        .item_statuses
        .iter()
        .map(|(status, n)| (status.as_str(), *n as u64));
    let mut latency: Vec<_> = report.latency.iter().map(|(name, n)| (*name, *n)).collect();
    latency.sort_by_key(|(name, value)| (*value, *name == "max", *name));
    let plain = |_: &str| "plain";
    [
        chart(
            "Batches by kind",
            batches.collect(),
            |n| n.to_string(),
            plain,
        ),
        chart(
            "Item results by status",
            statuses.collect(),
            |n| n.to_string(),
            status_class,
        ),
        chart("Latency of answers", latency, microseconds, plain),
    ]
}

fn chart<'a>(
    title: &'static str,
    values: Vec<(&'a str, u64)>,
    text: fn(u64) -> String,
    class: fn(&str) -> &'static str,
) -> Chart<'a> {
    let longest = values
        .iter()
        .map(|(_, value)| *value)
        .max()
        .unwrap_or(0)
        .max(1);
    let bar = |(label, value): &(&'a str, u64)| Bar {
        label,
        value: text(*value),
        percent: (u128::from(*value) * 100).div_ceil(u128::from(longest)) as u64,
        class: class(label),
    };
    Chart {
        title,
        bars: values.iter().take(SHOWN_BARS).map(bar).collect(),
        omitted: values.len().saturating_sub(SHOWN_BARS),
    }
}
