//! A symbolic test case: its steps, one after another, and which keys its symbols are bound to.

use serde::{Deserialize, Serialize};

use super::{Call, PlanId, Request};
use crate::contract::OperationId;

/// A symbolic test case on one operation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// which plan it is; its title is rendered from it
    pub id: PlanId,
    /// the operation that it is about
    pub operation: OperationId,
    /// which keys its symbols are bound to
    #[serde(default, skip_serializing_if = "KeyChoice::is_ordinary")]
    pub keys: KeyChoice,
    /// carried out one after another
    pub steps: Vec<Step>,
}

/// Which keys the symbols of a plan are bound to; unused ones in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyChoice {
    /// one after another
    #[default]
    Ordinary,
    /// numbers are negative
    Negative,
    /// numbers are far apart and have their low bits in common
    Distant,
    /// groups in which keys of several parts differ in one part only, each time another one
    PartlyEqual,
}

impl KeyChoice {
    fn is_ordinary(&self) -> bool {
        *self == Self::Ordinary
    }

    /// A service may refuse such keys for reasons of its own.
    pub fn is_unusual(self) -> bool {
        matches!(self, Self::Negative | Self::PartlyEqual)
    }
}

/// One step of a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every step is of the large kind"
)]
pub enum Step {
    /// one request, answered before the next step begins
    One(Request),
    /// several requests at once
    Together(Vec<Request>),
    /// several requests one after another, on one connection of their own
    Connection(Vec<Request>),
}

impl Plan {
    /// All requests, with the index of their step.
    pub fn requests(&self) -> impl Iterator<Item = (usize, &Request)> {
        self.steps
            .iter()
            .enumerate()
            .flat_map(|(index, step)| step.requests().iter().map(move |r| (index, r)))
    }

    /// How many symbols it binds.
    pub fn symbols(&self) -> usize {
        let used = |request: &Request| match &request.call {
            Call::Batch { items, .. } => items.iter().map(|i| i.key.0 + 1).max().unwrap_or(0),
            Call::Get(key) | Call::Other { key, .. } => key.0 + 1,
            Call::List => 0,
        };
        self.requests()
            .map(|(_, request)| used(request))
            .max()
            .unwrap_or(0)
    }
}

impl Step {
    /// Its requests.
    pub fn requests(&self) -> &[Request] {
        match self {
            Self::One(request) => std::slice::from_ref(request),
            Self::Together(requests) | Self::Connection(requests) => requests,
        }
    }

    /// Its requests, to be changed.
    pub fn requests_mut(&mut self) -> &mut [Request] {
        match self {
            Self::One(request) => std::slice::from_mut(request),
            Self::Together(requests) | Self::Connection(requests) => requests,
        }
    }
}
