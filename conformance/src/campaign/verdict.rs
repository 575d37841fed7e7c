//! What the gate says, and why, in one sentence.

use std::collections::BTreeMap;
use std::time::Duration;

use super::Campaign;
use crate::contract::BatchOperation;
use crate::coverage::Coverage;
use crate::deviations::DeviationRow;
use crate::judge::Given;
use crate::oracles::{Level, Need, Oracle, find, lacking};
use crate::report::{CreatedRow, FORMAT, Finding, OperationRow, Overall, Report};

/// What the parts of a campaign came to.
pub(super) struct Came {
    pub(super) started: jiff::Timestamp,
    pub(super) took: Duration,
    /// what the preflight found out, by operation
    pub(super) probed: BTreeMap<String, Vec<String>>,
    pub(super) findings: Vec<Finding>,
    /// why nothing could be judged
    pub(super) blocked: Option<String>,
    pub(super) created: CreatedRow,
    pub(super) deviations: Vec<DeviationRow>,
}

impl Campaign<'_> {
    /// A finding fails the gate when its level does. One that needs unused keys and never showed again may be the work of
    /// somebody else's data, and does not.
    fn is_gated(&self, finding: &Finding) -> bool {
        let level = finding.level == "MUST"
            || (finding.level == "SHOULD" && self.options.gate == Level::Should);
        let doubtful = finding.reproduced.tries > 0
            && finding.reproduced.times == 0
            && find(finding.oracle).is_some_and(|oracle| oracle.needs.contains(&Need::Fresh));
        level && !doubtful && finding.accepted.is_none()
    }

    pub(super) fn report(&self, came: Came) -> Report {
        let Came {
            started,
            took,
            probed,
            mut findings,
            blocked,
            created,
            deviations,
        } = came;
        // an oracle is excused when no operation can give it a case
        let missing = |oracle: &Oracle| {
            let lacks = |(batch, given): (&BatchOperation, &Given)| {
                (oracle.missing(*given).map(Need::missing)).or_else(|| lacking(oracle.id, batch))
            };
            let each: Option<Vec<&str>> = (self.contract.batches.iter().zip(&self.given))
                .map(lacks)
                .collect();
            each.and_then(|reasons| reasons.first().copied())
        };
        let mut oracles = self.tally.rows(missing);
        for row in oracles
            .iter_mut()
            .filter(|row| self.options.omit.iter().any(|id| id == row.id))
        {
            (row.armed, row.decided, row.violated) = (0, 0, 0);
            row.not_evaluated = Some("left out by the profile");
        }
        for finding in &mut findings {
            finding.gated = self.is_gated(finding);
        }
        let gated = findings.iter().filter(|finding| finding.gated).count();
        let unarmed: Vec<&str> = oracles
            .iter()
            .filter(|row| {
                row.level == "MUST"
                    && row.decided == 0
                    && row.not_evaluated.is_none()
                    && row.armed == 0
            })
            .map(|row| row.id)
            .collect();
        let decided = oracles.iter().filter(|row| row.decided > 0).count();
        let silent = match oracles
            .iter()
            .filter(|row| row.not_evaluated.is_some())
            .count()
        {
            0 => String::new(),
            n => format!(", {n} could not be evaluated"),
        };
        let stale = deviations.iter().filter(|row| row.state.is_gated()).count();
        let verdict_is_ours = blocked.is_none(); // what blocks a run says itself when that was
        let (verdict, summary) = if let Some(reason) = blocked {
            (Overall::Inconclusive, reason)
        } else if gated > 0 {
            let s = if gated == 1 { "" } else { "s" };
            (
                Overall::Fail,
                format!(
                    "{gated} finding{s} of the gated levels: the target does not keep its description's promises.{}",
                    match stale {
                        0 => String::new(),
                        n => format!(" {n} of the known deviations need a look too."),
                    }
                ),
            )
        } else if stale > 0 {
            let (s, is) = if stale == 1 {
                ("", "has")
            } else {
                ("s", "have")
            };
            (
                Overall::Fail,
                format!(
                    "{stale} known deviation{s} {is} to be looked at: expired, of a wrong name, or no longer failing."
                ),
            )
        } else if let Some(reason) = &self.gone {
            (Overall::Inconclusive, reason.clone())
        } else if !unarmed.is_empty() {
            (
                Overall::Inconclusive,
                format!(
                    "no finding, but some MUST oracles never had a case to judge: {}",
                    unarmed.join(", ")
                ),
            )
        } else {
            (
                Overall::Pass,
                format!(
                    "{decided} oracles decided{silent}, no finding of the gated levels: the target keeps its description's promises as far as {} requests can tell.",
                    self.tally.requests
                ),
            )
        };
        let summary = match &self.stopped {
            Some(stopped) if verdict_is_ours => format!("{stopped}; {summary}"),
            _ => summary,
        };
        Report {
            format: FORMAT,
            suite: env!("CARGO_PKG_VERSION").to_owned(),
            started: format!("{started:.3}"),
            verdict,
            summary,
            stopped: self.stopped.clone(),
            title: self.contract.title.clone(),
            target: self.target.base().to_owned(),
            seed: self.options.seed,
            gate: if self.options.gate == Level::Should {
                "should"
            } else {
                "must"
            },
            milliseconds: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            requests: self.tally.requests,
            items: self.tally.items,
            unavailable: self.tally.unavailable,
            batches: self.tally.batches.clone(),
            item_statuses: self.tally.item_statuses.clone(),
            latency: self.tally.latency(),
            latencies: self.tally.histogram(),
            created,
            probed,
            findings,
            deviations,
            oracles,
            operations: self.operations(),
        }
    }

    fn operations(&self) -> Vec<OperationRow> {
        let left_in = |id: &str| !self.options.omit.iter().any(|left_out| left_out == id);
        let row = |(index, batch): (usize, &BatchOperation)| {
            let mut oracles = self.tally.operation(index);
            oracles.retain(|id, _| left_in(id));
            OperationRow {
                id: batch.id.clone(),
                endpoint: batch.endpoint(),
                at: batch.at.clone(),
                oracles,
                coverage: (self.tally.coverage(index).cloned())
                    .unwrap_or_else(|| Coverage::new(batch)),
            }
        };
        self.contract.batches.iter().enumerate().map(row).collect()
    }
}
