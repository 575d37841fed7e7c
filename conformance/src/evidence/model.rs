//! What is known about an entity before an item speaks of it. The plan itself is the only ground: what it wrote, what was
//! refused, what a read showed. Nothing is known of an entity whose fate an unavailable answer hides.

use std::collections::HashMap;

use crate::plan::{Symbol, Tenant};

/// An entity: one symbol in one tenant.
pub(super) type Entity = (Tenant, Symbol);

/// What the plan did to an entity so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// an item for it was answered with success
    pub written: bool,
    /// items for it were refused one by one
    pub refused: bool,
    /// a request that held it was rejected as a whole
    pub rejected: bool,
    /// such a request was rejected with 401 or 403
    pub unauthorized: bool,
    /// another tenant wrote the same key
    pub elsewhere: bool,
    /// some answer that concerned it is missing or cannot be read: nothing is known any more
    pub obscure: bool,
    /// the values of the last single successful write, while they are certain
    pub values: Option<Vec<(String, serde_json::Value)>>,
    /// several writes were under way at once
    pub raced: bool,
    /// a request with another method than the declared one held it
    pub other_method: bool,
    /// the last successful write stood in a batch in which other items were refused
    pub beside_refused: bool,
}

impl Past {
    /// Nothing that could have created it was ever sent.
    pub fn is_untouched(&self) -> bool {
        *self == Self::default()
    }

    /// These values were accepted before, or it is not known which were.
    pub fn is_replay_of(&self, values: &[(String, serde_json::Value)]) -> bool {
        self.written && self.values.as_ref().is_none_or(|known| known == values)
    }

    /// By all that was answered it does not exist.
    pub fn is_absent(&self) -> bool {
        !self.written && !self.obscure && !self.other_method
    }
}

/// The entities of one run.
#[derive(Clone, Debug, Default)]
pub(super) struct Model {
    past: HashMap<Entity, Past>,
}

impl Model {
    /// What is known of `entity`.
    pub(super) fn of(&self, entity: Entity) -> Past {
        self.past.get(&entity).cloned().unwrap_or_default()
    }

    /// Changes what is known of `entity`.
    pub(super) fn note(&mut self, entity: Entity, change: impl FnOnce(&mut Past)) {
        change(self.past.entry(entity).or_default());
    }
}
