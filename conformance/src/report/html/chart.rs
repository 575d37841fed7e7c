//! The traffic as charts: bars whose lengths are worked out here.

use serde::Serialize;

use crate::outcome::Report;

/// Bars of one chart; a hostile server can invent any number of statuses.
const SHOWN_BARS: usize = 16;

fn microseconds(value: u64) -> String {
    match value {
        1000..100_000 if value % 1000 < 100 => format!("{} ms", value / 1000),
        0..1000 => format!("{value} µs"),
        1000..100_000 => format!("{}.{} ms", value / 1000, value % 1000 / 100),
        100_000..1_000_000 => format!("{} ms", value / 1000),
        _ => format!("{}.{} s", value / 1_000_000, value % 1_000_000 / 100_000),
    }
}

pub(super) fn status_class(status: &str) -> &'static str {
    match status.as_bytes() {
        [b'2', _, _] => "ok",
        [b'4', _, _] => "refused",
        [b'5', _, _] => "broken",
        _ => "none",
    }
}

#[derive(Serialize)]
pub(super) struct Chart {
    title: &'static str,
    bars: Vec<Bar>,
    omitted: usize,
}

#[derive(Serialize)]
struct Bar {
    label: String,
    value: String,
    /// of the longest bar
    percent: u64,
    class: &'static str,
}

pub(super) fn charts(report: &Report) -> [Chart; 4] {
    let batches = report
        .batches
        .iter()
        .map(|(kind, n)| ((*kind).to_owned(), *n as u64));
    let statuses = report.item_statuses.iter();
    let statuses = statuses.map(|(status, n)| (status.clone(), *n as u64));
    let buckets = report.latencies.iter().map(|bucket| {
        let label = match bucket.up_to {
            u64::MAX => "longer".to_owned(),
            up_to => format!("up to {}", microseconds(up_to)),
        };
        (label, bucket.requests as u64)
    });
    let mut latency: Vec<_> = report.latency.iter().collect();
    latency.sort_by_key(|(name, value)| (*value, *name == "max", *name));
    let latency = latency.into_iter().map(|(name, n)| (name.clone(), *n));
    let plain = |_: &str| "plain";
    let count = |n: u64| n.to_string();
    [
        chart(
            "Batches by kind",
            batches.collect(),
            SHOWN_BARS,
            count,
            plain,
        ),
        chart(
            "Item results by status",
            statuses.collect(),
            SHOWN_BARS,
            count,
            status_class,
        ),
        chart(
            "Answers by latency",
            buckets.collect(),
            usize::MAX,
            count,
            plain,
        ),
        chart(
            "Latency of answers",
            latency.collect(),
            SHOWN_BARS,
            microseconds,
            plain,
        ),
    ]
}

fn chart(
    title: &'static str,
    values: Vec<(String, u64)>,
    most: usize,
    text: fn(u64) -> String,
    class: fn(&str) -> &'static str,
) -> Chart {
    let longest = values
        .iter()
        .map(|(_, value)| *value)
        .max()
        .unwrap_or(0)
        .max(1);
    let bar = |(label, value): &(String, u64)| Bar {
        label: label.clone(),
        value: text(*value),
        percent: (u128::from(*value) * 100).div_ceil(u128::from(longest)) as u64,
        class: class(label),
    };
    Chart {
        title,
        bars: values.iter().take(most).map(bar).collect(),
        omitted: values.len().saturating_sub(most),
    }
}
