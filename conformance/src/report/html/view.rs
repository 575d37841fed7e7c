//! Facts and findings as the template wants them: every decision that the page shows is made here and beside, so that the
//! template only loops.

use std::collections::HashMap;

use serde::Serialize;

use super::chart::status_class;
use super::text::{Part, pretty};
use crate::deviations::DeviationRow;
use crate::oracles::{Gate, Level};
use crate::outcome::{Finding, Report, Shown};

pub(super) fn facts(report: &Report) -> Vec<(&'static str, String)> {
    let gate = match report.gate {
        Gate::Should => "MUST and SHOULD",
        Gate::Must => "MUST",
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
    sent_parts: Vec<Part>,
    received_parts: Vec<Part>,
    /// nothing in the body is marked: the status is what tells
    status_tells: bool,
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
            sent_marks,
            received_marks,
            telling,
            status,
            media_type,
            ..
        } = shown;
        ExchangeView {
            shown,
            number: index + 1,
            together: in_step.get(step).is_some_and(|count| *count > 1),
            sent_parts: pretty(sent, sent_marks),
            received_parts: pretty(received, received_marks),
            status_tells: *telling && sent_marks.is_empty() && received_marks.is_empty(),
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

/// A level with findings.
#[derive(Serialize)]
pub(super) struct LevelCount {
    level: Level,
    count: usize,
}

/// The levels that have findings, MUST first.
pub(super) fn levels(report: &Report) -> Vec<LevelCount> {
    let count = |level| report.findings.iter().filter(|f| f.level == level).count();
    Level::ALL
        .map(|level| LevelCount {
            level,
            count: count(level),
        })
        .into_iter()
        .filter(|level| level.count > 0)
        .collect()
}

/// A known deviation, in words.
#[derive(Serialize)]
pub(super) struct DeviationView<'a> {
    #[serde(flatten)]
    row: &'a DeviationRow,
    words: &'static str,
    gated: bool,
}

/// Those that need a look first.
pub(super) fn deviations(report: &Report) -> Vec<DeviationView<'_>> {
    let mut all: Vec<DeviationView> = Vec::new();
    for row in &report.deviations {
        all.push(DeviationView {
            row,
            words: row.state.words(),
            gated: row.state.is_gated(),
        });
    }
    all.sort_by_key(|deviation| !deviation.gated);
    all
}
