//! Counts over a campaign: requests, items, kinds of batches, statuses, latencies, oracles.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::contract::OperationId;
use crate::coverage::Coverage;
use crate::evidence::Evidence;
use crate::oracles::{Judgement, ORACLES, Oracle};
use crate::plan::Call;
use crate::report::{Bucket, Counts, OracleRow};
use crate::transcript::{Outcome, Transcript};

/// The counts.
#[derive(Debug, Default)]
pub struct Tally {
    /// requests sent
    pub requests: usize,
    /// items sent
    pub items: usize,
    /// requests without an answer
    pub unavailable: usize,
    /// batches by kind
    batches: BTreeMap<&'static str, usize>,
    /// item results by status
    pub item_statuses: BTreeMap<String, usize>,
    /// microseconds, rounded down to two digits, and how often: flat in a run of any length
    latencies: BTreeMap<u64, usize>,
    /// by the index of the operation and the id of the oracle
    oracles: BTreeMap<(OperationId, &'static str), Counts>,
    /// by the index of the operation
    coverage: BTreeMap<OperationId, Coverage>,
}

impl Tally {
    /// Counts the requests of a run that is judged elsewhere, such as a step of shrinking.
    pub fn add_requests(&mut self, transcript: &Transcript) {
        for exchange in &transcript.exchanges {
            self.requests += 1;
            match exchange.outcome {
                Outcome::Answered(_) => {
                    *self
                        .latencies
                        .entry(two_digits(exchange.ended.saturating_sub(exchange.began)))
                        .or_default() += 1;
                }
                Outcome::Unavailable(_) => self.unavailable += 1,
            }
        }
    }

    /// Counts a judged run.
    pub fn add(&mut self, evidence: &Evidence, judgements: &[(&'static Oracle, Judgement)]) {
        self.add_requests(evidence.transcript);
        for view in &evidence.views {
            if matches!(view.request.call, Call::Batch { .. }) {
                self.items += view.request.items().len();
                *self.batches.entry(kind(view)).or_default() += 1;
            }
        }
        for (_, _, entries) in evidence.judged() {
            for entry in entries {
                let status = entry
                    .status
                    .map_or_else(|| "none".to_owned(), |s| s.to_string());
                *self.item_statuses.entry(status).or_default() += 1;
            }
        }
        self.coverage
            .entry(evidence.plan.operation)
            .or_insert_with(|| Coverage::new(evidence.operation, evidence.resource))
            .add(evidence);
        for (oracle, judgement) in judgements {
            let place = (evidence.plan.operation, oracle.id);
            let count = self.oracles.entry(place).or_default();
            count.armed += judgement.armed;
            count.decided += judgement.decided;
            count.violated += judgement.violations.len();
        }
    }

    /// Takes back what turned out to be chance: it decided nothing.
    pub fn withdraw(&mut self, operation: OperationId, oracle: &Oracle, times: usize) {
        if let Some(counts) = self.oracles.get_mut(&(operation, oracle.id)) {
            counts.decided = counts.decided.saturating_sub(times);
            counts.violated = counts.violated.saturating_sub(times);
        }
    }

    /// Batches by kind.
    pub fn batches(&self) -> BTreeMap<String, usize> {
        let all = self.batches.iter();
        all.map(|(kind, count)| ((*kind).to_owned(), *count))
            .collect()
    }

    /// One row for each oracle of the table; `missing` says what the target or the description lacks.
    pub fn rows(&self, missing: impl Fn(&Oracle) -> Option<Cow<'static, str>>) -> Vec<OracleRow> {
        ORACLES
            .iter()
            .map(|oracle| {
                let (mut armed, mut decided, mut violated) = (0, 0, 0);
                for (_, counts) in self.oracles.iter().filter(|((_, id), _)| *id == oracle.id) {
                    armed += counts.armed;
                    decided += counts.decided;
                    violated += counts.violated;
                }
                OracleRow {
                    id: oracle.id.into(),
                    level: oracle.level,
                    claim: oracle.claim.into(),
                    armed,
                    decided,
                    violated,
                    not_evaluated: missing(oracle).filter(|_| armed == 0),
                }
            })
            .collect()
    }

    /// The oracles that were armed at least once on this operation.
    pub fn operation(&self, operation: OperationId) -> BTreeMap<Cow<'static, str>, Counts> {
        let here = |((at, id), counts): (&(OperationId, &'static str), &Counts)| {
            (*at == operation && counts.armed > 0).then_some((Cow::from(*id), *counts))
        };
        self.oracles.iter().filter_map(here).collect()
    }

    /// What was touched of this operation.
    pub fn coverage(&self, operation: OperationId) -> Option<&Coverage> {
        self.coverage.get(&operation)
    }

    /// The latencies in steps of 1, 2, 5; empty when nothing was answered.
    pub fn histogram(&self) -> Vec<Bucket> {
        let mut buckets: Vec<Bucket> = Vec::new();
        let steps = (1..8).flat_map(|power| [1, 2, 5].map(|step| step * 10u64.pow(power)));
        let mut below = None;
        for up_to in steps.chain([u64::MAX]) {
            let within = |(latency, _): &(&u64, &usize)| {
                **latency <= up_to && below.is_none_or(|below| **latency > below)
            };
            let requests = self.latencies.iter().filter(within).map(|(_, n)| n).sum();
            if requests > 0 || !buckets.is_empty() {
                buckets.push(Bucket { up_to, requests });
            }
            below = Some(up_to);
        }
        while buckets.last().is_some_and(|bucket| bucket.requests == 0) {
            buckets.pop();
        }
        buckets
    }

    /// Minimum, median, 90 %, 99 % and maximum in microseconds; empty when nothing was answered.
    pub fn latency(&self) -> BTreeMap<String, u64> {
        let all: usize = self.latencies.values().sum();
        let at = |percent: usize| {
            let mut left = all.saturating_sub(1) * percent / 100;
            let found = self.latencies.iter().find(|(_, count)| {
                let here = left < **count;
                left = left.saturating_sub(**count);
                here
            });
            found.map(|(latency, _)| *latency)
        };
        let named = [
            ("min", 0),
            ("p50", 50),
            ("p90", 90),
            ("p99", 99),
            ("max", 100),
        ];
        named
            .into_iter()
            .filter_map(|(name, percent)| Some((name.to_owned(), at(percent)?)))
            .collect()
    }
}

/// The number with all but its first two digits cleared.
fn two_digits(number: u64) -> u64 {
    let scale = 10u64.pow(number.checked_ilog10().unwrap_or(0).saturating_sub(1));
    number / scale * scale
}

/// What kind of batch it turned out to be, from what was sent and what came back.
fn kind(view: &crate::evidence::View) -> &'static str {
    let Some(answer) = &view.answer else {
        return "unanswered";
    };
    if !view.request.is_sound() {
        return "unsound request";
    }
    if view.items.is_empty() {
        return "empty";
    }
    let Some(entries) = answer.results.as_ref().filter(|_| answer.status() == 207) else {
        return "rejected as a whole";
    };
    if view.items.iter().any(|item| item.repeated) {
        return "repeated keys";
    }
    let success = entries.iter().filter(|e| e.is_success()).count();
    let created = entries.iter().filter(|e| e.is_created()).count();
    match (success, created) {
        (0, _) => "all refused",
        (n, _) if n < entries.len() => "some refused",
        (n, created) if created == n => "all created",
        (_, 0) => "all updated",
        _ => "created and updated",
    }
}
