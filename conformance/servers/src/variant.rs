//! What a variant is: a name, the oracles that may speak of it, and the seams that it overrides.

use std::sync::Arc;

use crate::seams::Seams;

/// A named way to differ and be right.
#[derive(Clone, Copy)]
pub struct Variant {
    /// Its name for ever, in kebab case.
    pub id: &'static str,
    /// What the server does differently, in one line.
    pub what: &'static str,
    /// The oracles that may speak of it, because a SHOULD says otherwise where the description allows it; none of them
    /// may call it certain. Mostly empty.
    pub may_be_noted_by: &'static [&'static str],
    /// Makes the seams of one server.
    pub(crate) seams: fn() -> Arc<dyn Seams>,
}

impl Variant {
    /// The difference, with no memory of other servers.
    pub(crate) fn seams(self) -> Arc<dyn Seams> {
        (self.seams)()
    }
}

impl std::fmt::Debug for Variant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Variant({})", self.id)
    }
}
