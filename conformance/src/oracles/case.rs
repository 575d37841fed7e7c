//! What an oracle writes down while it looks at one run, and the verdict that comes of it.

use serde::{Deserialize, Serialize};

use super::violation::{Violation, ViolationKind};
use crate::contract::OperationId;
use crate::evidence::Site;

/// The verdict on one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// nothing in this run is about it
    NotApplicable,
    /// its trigger occurred, but the answers do not decide it
    Inconclusive,
    /// it was decided, each time in the server's favour
    Holds,
    /// it was broken at least once
    Violated,
}

/// What an oracle says of one run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judgement {
    /// how often its trigger occurred
    pub armed: usize,
    /// how often the answer decided it
    pub decided: usize,
    /// the times it was broken
    pub violations: Vec<Violation>,
}

/// Notes of one oracle on one run.
#[derive(Debug)]
pub struct Case {
    oracle: &'static str,
    subject: OperationId,
    judgement: Judgement,
}

impl Case {
    pub(super) fn new(oracle: &'static str, subject: OperationId) -> Self {
        Self {
            oracle,
            subject,
            judgement: Judgement::default(),
        }
    }

    /// The trigger occurred, but the answer decides nothing.
    pub fn arm(&mut self) {
        self.judgement.armed += 1;
    }

    /// The trigger occurred and the answer decides: it `holds`, or these places show that it is violated, in the way that
    /// `kind` says.
    pub fn decide<K: Into<ViolationKind>>(
        &mut self,
        holds: bool,
        at: impl IntoIterator<Item = Site>,
        kind: impl FnOnce() -> K,
    ) {
        self.holds(1);
        if !holds {
            self.judgement.violations.push(Violation {
                oracle: self.oracle,
                subject: self.subject,
                at: at.into_iter().collect(),
                kind: kind().into(),
            });
        }
    }

    /// The trigger occurred so often, each time in the server's favour.
    pub fn holds(&mut self, times: usize) {
        self.judgement.armed += times;
        self.judgement.decided += times;
    }

    pub(super) fn into_judgement(self) -> Judgement {
        self.judgement
    }
}

impl Judgement {
    /// The verdict.
    pub fn verdict(&self) -> Verdict {
        match self {
            Self { violations, .. } if !violations.is_empty() => Verdict::Violated,
            Self { decided: 1.., .. } => Verdict::Holds,
            Self { armed: 1.., .. } => Verdict::Inconclusive,
            _ => Verdict::NotApplicable,
        }
    }
}
