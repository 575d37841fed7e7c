//! What a campaign knows while it runs, and what its parts share.

use std::collections::HashMap;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

use super::created::Created;
use super::options::Options;
use crate::bind::{Binding, Exhausted, Keys, bind};
use crate::contract::{Contract, OperationId};
use crate::drive::Target;
use crate::evidence::{Evidence, Given};
use crate::oracles::{Oracle, Violation};
use crate::outcome::{Stop, Stopped};
use crate::plan::{Plan, Scheduled};
use crate::profile::Assumption;
use crate::tally::Tally;
use crate::transcript::Transcript;

/// One campaign while it runs.
pub(super) struct Campaign<'a> {
    pub(super) contract: &'a Contract,
    pub(super) target: &'a Target,
    pub(super) options: &'a Options,
    pub(super) keys: Arc<Mutex<Keys>>,
    pub(super) tally: Tally,
    pub(super) given: Vec<Given>,
    /// where each fingerprint stands among the violations that were seen
    pub(super) known: HashMap<Fingerprint, usize>,
    /// it ended before its end
    pub(super) stopped: Option<Stopped>,
    /// a sentence when nothing more can be expected of the target
    pub(super) gone: Option<String>,
    /// the day on which deviations may have expired
    pub(super) today: jiff::civil::Date,
    pub(super) created: Created,
    /// sound calls of operations that are no batches, and how many of them had success
    pub(super) sound: (usize, usize),
    /// answers were lost, and may have been lost by chance
    pub(super) doubts: Arc<AtomicBool>,
}

/// One cause as far as a fingerprint can tell: oracle, operation, and what the violation is about.
pub(super) type Fingerprint = (&'static str, OperationId, String);

/// At most so many kinds of violations are kept; a target that breaks everything is described well enough by them.
pub(super) const MOST_SEEN: usize = 1000;

/// The first run that showed a violation, and how many did.
pub(super) struct Seen {
    pub(super) oracle: &'static Oracle,
    pub(super) scheduled: Scheduled,
    pub(super) transcript: Transcript,
    pub(super) violation: Violation,
    pub(super) occurrences: usize,
    /// requests that had been sent when it was seen
    pub(super) request: usize,
}

impl<'a> Campaign<'a> {
    pub(super) fn new(
        contract: &'a Contract,
        target: &'a Target,
        options: &'a Options,
        today: jiff::civil::Date,
    ) -> Self {
        let (from, to) = options.own_keys();
        Self {
            contract,
            target,
            options,
            keys: Arc::new(Mutex::new(Keys::new(from, to, options.seed))),
            tally: Tally::default(),
            given: Vec::new(),
            known: HashMap::new(),
            stopped: None,
            gone: None,
            today,
            created: Created::default(),
            sound: (0, 0),
            doubts: Arc::default(),
        }
    }

    /// Gives `plan` fresh keys.
    pub(super) fn draw(&self, plan: &Plan) -> Result<Binding, Exhausted> {
        draw(&self.keys, self.contract, plan, self.options)
    }

    /// What is taken for granted about an operation: of those that are no batches nothing is known beforehand.
    pub(super) fn given(&self, operation: OperationId) -> Given {
        self.given.get(operation.0).copied().unwrap_or(Given {
            plain_http: self.target.is_plain_http(),
            ..Given::default()
        })
    }

    pub(super) fn stopped(&mut self, why: Stop, after: usize) {
        let of = self.options.budget;
        self.stopped.get_or_insert(Stopped { why, after, of });
    }

    /// Takes note of what a run created.
    pub(super) fn note_created(&mut self, evidence: &Evidence) {
        let Options {
            keys_declared,
            preconditions,
            clean_up,
            ..
        } = self.options;
        let declared = *keys_declared || preconditions.fresh == Assumption::Yes;
        self.created.note(evidence, declared, *clean_up);
    }
}

/// Gives `plan` fresh keys from the keys that the whole campaign shares.
pub(super) fn draw(
    keys: &Mutex<Keys>,
    contract: &Contract,
    plan: &Plan,
    options: &Options,
) -> Result<Binding, Exhausted> {
    let mut keys = keys.lock().unwrap_or_else(PoisonError::into_inner);
    bind(contract, plan, &options.fixed, &mut keys)
}
