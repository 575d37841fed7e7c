//! What an oracle is: a property with its justification, what it applies to and needs, and the check.

use super::applies::NotApplicable;
use super::case::{Case, Judgement};
use super::level::Level;
use crate::contract::Operation;
use crate::evidence::{Evidence, Given};

/// One property with its justification.
#[derive(Debug)]
pub struct Oracle {
    /// a word that lives for ever
    pub id: &'static str,
    /// how strongly the property binds
    pub level: Level,
    /// what holds on every correct server
    pub claim: &'static str,
    /// the clause, or the words of the description, that it rests on
    pub why: &'static str,
    /// what it leaves alone, so that no correct server is blamed
    pub limits: &'static str,
    /// what has to be known of the target before it says anything
    pub needs: &'static [Need],
    /// whether a campaign owes it a case on an operation, or why what it is about cannot occur there
    pub applies: fn(&Operation) -> Result<(), NotApplicable>,
    pub(super) check: fn(&Evidence, &mut Case),
}

/// What an oracle needs to know of the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// keys of the range are not in use
    Fresh,
    /// valid items are accepted under the path that is used
    Parent,
    /// there is a second tenant
    SecondTenant,
    /// there is a tenant that the credentials do not open
    ClosedTenant,
    /// one entity can be read back
    Read,
    /// a created item is answered with 201
    TellsCreated,
    /// only the suite writes these keys
    Sole,
    /// several requests at once are welcome
    Burst,
    /// the list says how many entities there are
    Counted,
    /// connections whose bytes can be looked at
    PlainHttp,
}

impl Need {
    /// Whether `given` provides it.
    pub fn is_met(self, given: Given) -> bool {
        match self {
            Self::Fresh => given.fresh,
            Self::Parent => given.parent,
            Self::SecondTenant => given.two_tenants,
            Self::ClosedTenant => given.closed_tenant,
            Self::Read => given.read,
            Self::TellsCreated => given.tells_created,
            Self::Sole => given.sole,
            Self::Burst => given.burst,
            Self::Counted => given.counted,
            Self::PlainHttp => given.plain_http,
        }
    }

    /// What is needed.
    pub fn what(self) -> &'static str {
        match self {
            Self::Fresh => "unused keys",
            Self::Parent => "a path under which valid items are accepted",
            Self::SecondTenant => "a second tenant",
            Self::ClosedTenant => "a tenant that the credentials do not open",
            Self::Read => "an operation that reads one entity, and does so on this target",
            Self::TellsCreated => "a server that answers 201 to a created item",
            Self::Sole => "keys that nobody else writes; the profile says that somebody does",
            Self::Burst => "several requests at once; the profile forbids them",
            Self::Counted => "a list that says how many entities there are",
            Self::PlainHttp => "connections whose bytes can be read",
        }
    }

    /// How to provide it, where that is for the user to do.
    fn remedy(self) -> Option<&'static str> {
        match self {
            Self::Fresh => Some("choose another range with --keys"),
            Self::Parent => Some("choose one with --param"),
            Self::SecondTenant => Some("give the tenant header's --param twice"),
            Self::ClosedTenant => Some("name one with --closed-tenant"),
            Self::PlainHttp => Some("an http URL, not https"),
            Self::Read | Self::TellsCreated | Self::Sole | Self::Burst | Self::Counted => None,
        }
    }

    /// What is missing, and how to provide it.
    pub fn missing(self) -> String {
        match self.remedy() {
            Some(remedy) => format!("needs {}: {remedy}", self.what()),
            None => format!("needs {}", self.what()),
        }
    }
}

impl Oracle {
    /// Judges one run.
    pub fn judge(&self, evidence: &Evidence) -> Judgement {
        let mut case = Case::new(self.id, evidence.plan.operation);
        // advice about what is the same everywhere is given once, by the batches
        let repeated = self.level == Level::May && evidence.batch.is_none();
        if !repeated && self.missing(evidence.given).is_none() {
            (self.check)(evidence, &mut case);
        }
        case.into_judgement()
    }

    /// The first thing it needs and `given` does not provide.
    pub fn missing(&self, given: Given) -> Option<Need> {
        self.needs.iter().copied().find(|need| !need.is_met(given))
    }
}
