//! What the gate says, and why, in one sentence.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::Duration;

use super::state::Campaign;
use crate::contract::{Operation, OperationId};
use crate::coverage::Coverage;
use crate::deviations::DeviationRow;
use crate::oracles::{Need, Oracle, find};
use crate::outcome::{CreatedRow, FORMAT, Finding, OperationRow, Overall, Report};
use crate::outcome::{Weighed, weigh};

/// The results of the parts of a campaign.
pub(super) struct Parts {
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

/// A target that lets nothing succeed hides what it would do wrong.
const REFUSES_ALL: &str = "no sound call was answered with success, so little could be judged. Check --url, the \
    credentials given by --auth, and the parameters given by --param.";

/// Why an oracle about operations that are no batches had no case.
const NO_BUDGET: &str =
    "needs a larger --budget: it left nothing for operations that are no batches";

impl Campaign<'_> {
    /// A finding fails the gate when its level does. One that needs unused keys and never showed again may be the work of
    /// somebody else's data, and does not.
    fn is_gated(&self, finding: &Finding) -> bool {
        let level = self.options.gate.fails(finding.level);
        let doubtful = finding.reproduced.tries > 0
            && finding.reproduced.times == 0
            && find(&finding.oracle).is_some_and(|oracle| oracle.needs.contains(&Need::Fresh));
        level && !doubtful && finding.accepted.is_none()
    }

    /// Why an oracle need not have had a case: no operation can give it one.
    fn excuse(&self, oracle: &Oracle) -> Option<Cow<'static, str>> {
        let mut first = None;
        for (id, operation) in self.contract.numbered() {
            let lacks = (oracle.applies)(operation).err();
            let lacks = lacks.map(|lack| Cow::from(lack.sentence()));
            let reason = match (&operation.batch, self.given.get(id.0)) {
                (Some(_), None) => continue, // the run ended before
                (Some(_), Some(given)) => {
                    let missing = oracle.missing(*given);
                    missing.map(|need| need.missing().into()).or(lacks)?
                }
                // beside batches it gets a part of the budget, which may be too little
                (None, _) if lacks.is_none() && self.contract.has_batches() => {
                    return Some(NO_BUDGET.into());
                }
                (None, _) => lacks?,
            };
            first.get_or_insert(reason);
        }
        first
    }

    pub(super) fn report(&self, parts: Parts) -> Report {
        let Parts {
            started,
            took,
            probed,
            mut findings,
            blocked,
            created,
            deviations,
        } = parts;
        let mut oracles = self.tally.rows(|oracle| self.excuse(oracle));
        for row in oracles
            .iter_mut()
            .filter(|row| self.options.omit.iter().any(|id| *id == row.id))
        {
            (row.armed, row.decided, row.violated) = (0, 0, 0);
            row.not_evaluated = Some("left out by the profile".into());
        }
        for finding in &mut findings {
            finding.gated = self.is_gated(finding);
        }
        let alone = !self.contract.has_batches();
        let blocked = blocked.or_else(|| match self.sound {
            (1.., 0) if alone && findings.iter().all(|f| !f.gated) => Some(REFUSES_ALL.to_owned()),
            _ => None,
        });
        let verdict_is_ours = blocked.is_none(); // what blocks a run says itself when that was
        let (verdict, summary) = match blocked {
            Some(reason) => (Overall::Inconclusive, reason),
            None => weigh(&Weighed {
                findings: &findings,
                oracles: &oracles,
                deviations: &deviations,
                requests: self.tally.requests,
                cut_short: self.gone.clone(),
                shard: self.options.shard,
            }),
        };
        let summary = match alone {
            true => format!("the description has no batch operation; {summary}"),
            false => summary,
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
            shard: self.options.shard,
            title: self.contract.title.clone(),
            target: self.target.base().to_owned(),
            seed: self.options.seed,
            gate: self.options.gate,
            milliseconds: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            requests: self.tally.requests,
            items: self.tally.items,
            unavailable: self.tally.unavailable,
            batches: self.tally.batches(),
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
        let row = |(id, operation): (OperationId, &Operation)| {
            let mut oracles = self.tally.operation(id);
            oracles.retain(|id, _| left_in(id));
            OperationRow {
                id: operation.id.clone(),
                endpoint: operation.endpoint(),
                at: operation.at.clone(),
                oracles,
                coverage: (self.tally.coverage(id).cloned())
                    .unwrap_or_else(|| Coverage::new(operation, self.contract.resource(id))),
            }
        };
        self.contract.numbered().map(row).collect()
    }
}
