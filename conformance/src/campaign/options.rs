//! How a campaign is run, and what follows from it for its plans and keys.

use std::time::Duration;

use crate::bind::Fixed;
use crate::deviations::Deviations;
use crate::oracles::Gate;
use crate::outcome::Shard;
use crate::plan::{OtherCalls, Scope};
use crate::profile::Preconditions;

/// How a campaign is run.
#[derive(Clone, Debug)]
pub struct Options {
    /// decides every plan and every key
    pub seed: u64,
    /// requests, before shrinking
    pub budget: usize,
    /// wall-clock time, shrinking included
    pub max_time: Duration,
    /// plans under way at the same time
    pub lanes: usize,
    /// findings of this level and above fail the gate
    pub gate: Gate,
    /// first and last key that may be used
    pub keys: (i64, i64),
    /// the user said that these keys are not in use
    pub keys_declared: bool,
    /// parameters and tenants
    pub fixed: Fixed,
    /// what the target is like
    pub preconditions: Preconditions,
    /// items in the largest batch that is sent
    pub largest_batch: Option<usize>,
    /// oracles that are left out
    pub omit: Vec<String>,
    /// what the campaign created is removed at its end, where the description has an operation for it
    pub clean_up: bool,
    /// one of so many plans is run, with keys of its own; the others are left to other machines
    pub shard: Option<Shard>,
    /// which operations that are no batches are called
    pub others: OtherCalls,
    /// violations that are known and fail no gate
    pub deviations: Deviations,
}

impl Options {
    /// Which plans the target is fit for.
    pub(super) fn scope(&self) -> Scope {
        Scope {
            two_tenants: self.fixed.tenants.len() > 1,
            closed_tenant: self.fixed.closed_tenant.is_some(),
            burst: self.preconditions.burst,
            largest_batch: self.largest_batch,
            range_only: self.keys_declared,
            others: self.others,
        }
    }

    /// The keys of this shard: several may write to the same target at the same time.
    pub(super) fn own_keys(&self) -> (i64, i64) {
        let (from, to) = self.keys;
        let Some(Shard { number, of }) = self.shard else {
            return (from, to);
        };
        let (number, of) = (number as i128, of.max(1) as i128);
        let span = i128::from(to) - i128::from(from) + 1;
        let at = |n: i128| i64::try_from(i128::from(from) + span * n / of).unwrap_or(to);
        let first = at(number - 1);
        (first, (at(number) - 1).max(first))
    }
}
