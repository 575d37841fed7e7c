//! What a campaign says of the deviations that are known. A run that was cut short says only which of them still fail.

use super::{Campaign, MOST_SEEN, Seen};
use crate::contract::OperationId;
use crate::deviations::{DeviationRow, Run};

struct Search<'a> {
    campaign: &'a Campaign<'a>,
    seen: &'a [Seen],
}

impl Campaign<'_> {
    /// One row for each deviation that is known.
    pub(super) fn judge_deviations(&self, seen: &[Seen]) -> Vec<DeviationRow> {
        let run = Search {
            campaign: self,
            seen,
        };
        self.options.deviations.judge(&run, self.today)
    }
}

impl Search<'_> {
    fn operation(&self, id: &str) -> Option<OperationId> {
        self.campaign.contract.find(id)
    }
}

impl Run for Search<'_> {
    fn occurrences(&self, oracle: &str, operation: &str, fingerprint: &str) -> usize {
        let same = |one: &&Seen| {
            one.oracle.id == oracle
                && Some(one.transcript.plan.operation) == self.operation(operation)
                && one.violation.about() == fingerprint
        };
        self.seen.iter().find(same).map_or(0, |one| one.occurrences)
    }

    fn decided(&self, oracle: &str, operation: &str) -> bool {
        // a shard knows only its own part
        let complete = self.campaign.options.shard.is_none()
            && self.campaign.stopped.is_none()
            && self.seen.len() < MOST_SEEN;
        let left_out = self.campaign.options.omit.iter().any(|id| id == oracle);
        let counts = self
            .operation(operation)
            .map(|index| self.campaign.tally.operation(index));
        let decided = counts.is_some_and(|all| all.get(oracle).is_some_and(|c| c.decided > 0));
        complete && !left_out && decided
    }

    fn knows(&self, operation: &str) -> bool {
        self.operation(operation).is_some()
    }
}
