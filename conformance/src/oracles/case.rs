//! What an oracle writes down while it looks at one run, and the verdict that comes of it.

use serde::{Deserialize, Serialize};

/// A broken promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Violation {
    /// the property, parameter, scheme or class of defect that it is about; part of the fingerprint
    pub about: String,
    /// what was expected and what came, in one sentence
    pub message: String,
    /// indices of the exchanges that show it, the telling one last
    pub exchanges: Vec<usize>,
    /// it counts only when it shows again: a single lost answer may be the network's
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub only_if_again: bool,
}

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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// how often its trigger occurred
    pub armed: usize,
    /// how often the answer decided it
    pub decided: usize,
    /// the times it was broken
    pub violations: Vec<Violation>,
}

/// Notes of one oracle on one run.
#[derive(Debug, Default)]
pub struct Case(Judgement);

impl Case {
    /// The trigger occurred, but the answer decides nothing.
    pub fn arm(&mut self) {
        self.0.armed += 1;
    }

    /// The trigger occurred and the answer decides: it `holds`, or it is violated as `violation` says.
    pub fn decide(&mut self, holds: bool, violation: impl FnOnce() -> Violation) {
        self.0.armed += 1;
        self.0.decided += 1;
        if !holds {
            self.0.violations.push(violation());
        }
    }

    /// The trigger occurred so often, each time in the server's favour.
    pub fn holds(&mut self, times: usize) {
        self.0.armed += times;
        self.0.decided += times;
    }

    pub(super) fn into_judgement(self) -> Judgement {
        self.0
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

impl Violation {
    /// A violation seen in these exchanges.
    pub fn new(about: impl Into<String>, message: impl Into<String>, exchanges: &[usize]) -> Self {
        Self {
            about: about.into(),
            message: message.into(),
            exchanges: exchanges.to_vec(),
            only_if_again: false,
        }
    }

    /// The same, to be counted only when it shows again with fresh keys.
    #[must_use]
    pub fn only_if_again(mut self) -> Self {
        self.only_if_again = true;
        self
    }
}
