//! What a fault is: a name, the oracle that should notice it, and the seams that it overrides.

use std::sync::Arc;

use crate::seams::Seams;

/// A named, plausible mistake.
#[derive(Clone, Copy)]
pub struct Fault {
    /// Its name for ever, in kebab case.
    pub id: &'static str,
    /// The letter of its family: A shape, B correspondence, C truth of the status, D replay, E metamorphic relations,
    /// F partial failure, G duplicates, H tenants, I path, J credentials, K request syntax, L HTTP, M error envelope,
    /// N call ids, O leaks, P concurrency, Q sizes and time, R read-back.
    pub family: char,
    /// The id of the oracle that should notice it.
    pub found_by: &'static str,
    /// What the server does wrong, in one line.
    pub what: &'static str,
    /// Makes the seams of one server.
    pub(crate) seams: fn() -> Arc<dyn Seams>,
}

impl Fault {
    /// The mistake, with no memory of other servers.
    pub(crate) fn seams(self) -> Arc<dyn Seams> {
        (self.seams)()
    }
}

impl std::fmt::Debug for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fault({})", self.id)
    }
}
