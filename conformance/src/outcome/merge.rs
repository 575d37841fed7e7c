//! Joins the reports of the shards of one campaign into the one that a single machine would have written: counts added up,
//! findings of the same oracle and operation put together. Refuses reports that do not belong together.

use std::collections::BTreeMap;

use super::gate::{Weighed, weigh};
use super::{Bucket, Case, Counts, Finding, OperationRow, Report};
use crate::coverage::Coverage;
use crate::deviations::State;

/// Entities that the report names.
const LISTED: usize = 1_000;

/// Joins `shards`, in any order.
///
/// # Errors
/// A sentence: there are none, one is no shard or stands there twice, one is missing, or they are of different campaigns.
pub fn merge(mut shards: Vec<Report>) -> Result<Report, String> {
    shards.sort_by_key(|report| report.shard.map(|shard| shard.number));
    belong_together(&shards)?;
    let mut all = shards.into_iter();
    let mut joined = all.next().ok_or("there is no report to join")?;
    let mut stopped = Vec::from_iter(joined.blocked());
    for shard in all {
        stopped.extend(shard.blocked());
        add(&mut joined, shard);
    }
    joined.shard = None;
    joined.latency = percentiles(&joined);
    known(&mut joined);
    (joined.findings).sort_by_key(|finding| (finding.accepted.is_some(), finding.level));
    (joined.verdict, joined.summary) = weigh(&Weighed {
        findings: &joined.findings,
        oracles: &joined.oracles,
        deviations: &joined.deviations,
        requests: joined.requests,
        cut_short: (!stopped.is_empty()).then(|| stopped.join(" ")),
        shard: None,
    });
    Ok(joined)
}

impl Report {
    /// Why this shard says too little.
    fn blocked(&self) -> Option<String> {
        let shard = self.shard?;
        let inconclusive = self.verdict == super::Overall::Inconclusive;
        (inconclusive || self.stopped.is_some()).then(|| format!("Shard {shard}: {}", self.summary))
    }
}

fn belong_together(shards: &[Report]) -> Result<(), String> {
    let Some(first) = shards.first() else {
        return Err("there is no report to join".to_owned());
    };
    for (n, report) in shards.iter().enumerate() {
        let Some(shard) = report.shard else {
            return Err(
                "one of the reports is no shard: it was written without --shard".to_owned(),
            );
        };
        let same = (&report.title, report.seed, report.gate, &report.suite)
            == (&first.title, first.seed, first.gate, &first.suite)
            && Some(shard.of) == first.shard.map(|first| first.of);
        if !same {
            return Err(format!(
                "shard {shard} is not of the same campaign as the others: description, --seed, --gate, number of shards \
                 and version of the suite have to be the same"
            ));
        }
        if shard.number != n + 1 {
            let missing = shard.number > n + 1;
            let what = if missing {
                format!("shard {} of {} is missing", n + 1, shard.of)
            } else {
                format!("shard {shard} stands there twice")
            };
            return Err(what);
        }
    }
    match first.shard {
        Some(shard) if shards.len() < shard.of => Err(format!(
            "shard {} of {} is missing",
            shards.len() + 1,
            shard.of
        )),
        _ => Ok(()),
    }
}

fn add(joined: &mut Report, shard: Report) {
    joined.started = joined.started.clone().min(shard.started);
    joined.milliseconds = joined.milliseconds.max(shard.milliseconds);
    joined.stopped = joined.stopped.take().or(shard.stopped);
    joined.requests += shard.requests;
    joined.items += shard.items;
    joined.unavailable += shard.unavailable;
    sum(&mut joined.batches, shard.batches);
    sum(&mut joined.item_statuses, shard.item_statuses);
    for (name, time) in shard.latency {
        let least = name == "min";
        let known = joined.latency.entry(name).or_insert(time);
        *known = if least {
            (*known).min(time)
        } else {
            (*known).max(time)
        };
    }
    for bucket in shard.latencies {
        match (joined.latencies.iter_mut()).find(|known| known.up_to == bucket.up_to) {
            Some(known) => known.requests += bucket.requests,
            None => joined.latencies.push(bucket),
        }
    }
    joined.latencies.sort_by_key(|bucket| bucket.up_to);
    let created = &mut joined.created;
    created.entities += shard.created.entities;
    created.listed.extend(shard.created.listed);
    created.listed.truncate(LISTED);
    created.removed = either(created.removed, shard.created.removed);
    created.left = either(created.left, shard.created.left);
    created.trouble = created.trouble.take().or(shard.created.trouble);
    for row in shard.oracles {
        match (joined.oracles.iter_mut()).find(|known| known.id == row.id) {
            Some(known) => {
                known.armed += row.armed;
                known.decided += row.decided;
                known.violated += row.violated;
                // what one shard could evaluate was evaluated
                known.not_evaluated = known.not_evaluated.take().and(row.not_evaluated);
            }
            None => joined.oracles.push(row),
        }
    }
    for row in shard.operations {
        match (joined.operations.iter_mut()).find(|known| known.id == row.id) {
            Some(known) => operation(known, row),
            None => joined.operations.push(row),
        }
    }
    for row in shard.deviations {
        match (joined.deviations.iter_mut()).find(|known| {
            (&known.oracle, &known.operation, &known.fingerprint)
                == (&row.oracle, &row.operation, &row.fingerprint)
        }) {
            Some(known) => {
                known.occurrences += row.occurrences;
                if known.state == State::NotJudged {
                    known.state = row.state;
                }
            }
            None => joined.deviations.push(row),
        }
    }
    for finding in shard.findings {
        let same = |known: &&mut Finding| {
            (&known.oracle, &known.operation, known.accepted.is_some())
                == (
                    &finding.oracle,
                    &finding.operation,
                    finding.accepted.is_some(),
                )
        };
        match joined.findings.iter_mut().find(same) {
            Some(known) => one(known, finding),
            None => joined.findings.push(finding),
        }
    }
}

/// Two findings of the same oracle and operation: the one that was seen earlier is shown, unless only the other is gated.
fn one(known: &mut Finding, mut other: Finding) {
    if (!other.gated, other.first_request) < (!known.gated, known.first_request) {
        std::mem::swap(known, &mut other);
    }
    known.occurrences += other.occurrences;
    for case in other.cases {
        let same = |known: &&mut Case| known.about == case.about;
        match known.cases.iter_mut().find(same) {
            Some(known) => known.occurrences += case.occurrences,
            None => known.cases.push(case),
        }
    }
}

fn operation(known: &mut OperationRow, row: OperationRow) {
    for (id, counts) in row.oracles {
        let Counts {
            armed,
            decided,
            violated,
        } = known.oracles.entry(id).or_default();
        *armed += counts.armed;
        *decided += counts.decided;
        *violated += counts.violated;
    }
    let Coverage {
        calls,
        parameters,
        constraints,
        statuses,
        item_statuses,
    } = &mut known.coverage;
    sum(calls, row.coverage.calls);
    sum(item_statuses, row.coverage.item_statuses);
    for (known, more) in parameters.iter_mut().zip(row.coverage.parameters) {
        known.sound += more.sound;
        known.wrong += more.wrong;
        known.absent += more.absent;
    }
    for (known, more) in constraints.iter_mut().zip(row.coverage.constraints) {
        known.kept += more.kept;
        known.limit = either(known.limit, more.limit);
        known.broken = either(known.broken, more.broken);
    }
    for status in row.coverage.statuses {
        match (statuses.iter_mut()).find(|known| known.status == status.status) {
            Some(known) => known.seen += status.seen,
            None => statuses.push(status),
        }
    }
}

/// A deviation that no shard saw, though its oracle was decided, no longer fails.
fn known(joined: &mut Report) {
    let complete = joined.stopped.is_none();
    for row in &mut joined.deviations {
        let operation = joined.operations.iter().find(|one| one.id == row.operation);
        let counts = operation.and_then(|one| one.oracles.get(row.oracle.as_str()));
        let decided = counts.is_some_and(|counts| counts.decided > 0);
        let unseen = matches!(row.state, State::NotJudged | State::Expired) && row.occurrences == 0;
        if unseen && decided && complete {
            row.state = State::NoLongerFails;
        }
    }
}

/// Minimum and maximum are exact; the others are the upper ends of the steps that they fall into.
fn percentiles(joined: &Report) -> BTreeMap<String, u64> {
    let all: usize = joined.latencies.iter().map(|bucket| bucket.requests).sum();
    let most = joined.latency.get("max").copied().unwrap_or(0);
    let at = |percent: usize| {
        let mut left = all.saturating_sub(1) * percent / 100;
        let found = joined.latencies.iter().find(|bucket: &&Bucket| {
            let here = left < bucket.requests;
            left = left.saturating_sub(bucket.requests);
            here
        });
        found.map_or(most, |bucket| bucket.up_to.min(most))
    };
    let mut joined = joined.latency.clone();
    for (name, percent) in [("p50", 50), ("p90", 90), ("p99", 99)] {
        if let Some(time) = joined.get_mut(name) {
            *time = at(percent);
        }
    }
    joined
}

fn sum<K: Ord>(known: &mut BTreeMap<K, usize>, more: BTreeMap<K, usize>) {
    for (name, count) in more {
        *known.entry(name).or_default() += count;
    }
}

fn either(one: Option<usize>, other: Option<usize>) -> Option<usize> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one + other),
        _ => one.or(other),
    }
}
