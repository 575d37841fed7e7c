//! Which batches are under way at the same time: every one that enters meets all that are inside, and they meet it.
//! Holds nothing back by itself.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::batch::Work;

/// The keys of one batch, in its order; items without a readable key are left out.
pub(crate) type Keys = Vec<Vec<i32>>;

/// The batches that are under way.
#[derive(Default)]
pub(crate) struct Crossing {
    inside: Mutex<Vec<Visitor>>,
}

struct Visitor {
    number: u64,
    keys: Keys,
    met: Vec<Keys>,
}

/// One batch under way; it is over when this is dropped.
pub(crate) struct Visit<'c> {
    crossing: &'c Crossing,
    number: u64,
}

impl Crossing {
    /// Begins a batch.
    pub(crate) fn enter(&self, work: &Work<'_>) -> Visit<'_> {
        let keys: Keys = work
            .items
            .iter()
            .filter_map(|item| item.whole_key())
            .collect();
        let mut inside = self.lock();
        let number = inside.last().map_or(0, |last| last.number + 1);
        let met = inside.iter().map(|other| other.keys.clone()).collect();
        for other in inside.iter_mut() {
            other.met.push(keys.clone());
        }
        inside.push(Visitor { number, keys, met });
        Visit {
            crossing: self,
            number,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Visitor>> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Visit<'_> {
    /// The keys of every batch that was under way at some time since this one began.
    pub(crate) fn met(&self) -> Vec<Keys> {
        let inside = self.crossing.lock();
        let own = inside.iter().find(|visitor| visitor.number == self.number);
        own.map(|visitor| visitor.met.clone()).unwrap_or_default()
    }

    /// Whether one of those held this key.
    pub(crate) fn met_key(&self, key: &[i32]) -> bool {
        self.met().iter().flatten().any(|other| other == key)
    }
}

impl Drop for Visit<'_> {
    fn drop(&mut self) {
        self.crossing
            .lock()
            .retain(|visitor| visitor.number != self.number);
    }
}
