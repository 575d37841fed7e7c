//! Plans in which several requests are under way at once: writers of one key, of different keys, in opposite order.

use super::listed::{Writer, items};
use super::{Item, Plan, Purpose, Request, Step, Symbol};

impl Writer<'_> {
    /// The same fresh key from `n` requests at once, then once more alone.
    pub(super) fn race(&self, n: usize) -> Plan {
        let mut steps = Vec::new();
        for round in 0..3 {
            let writer = || Request::batch(vec![Item::bare(Symbol(round))]);
            steps.push(Step::Together((0..n).map(|_| writer()).collect()));
        }
        steps.push(Step::One(Request::batch(items(0..3))));
        self.steps(Purpose::Race(n), steps)
    }

    pub(super) fn crossing_batches(&self) -> Plan {
        let there = || Request::batch(items(0..10));
        let back = || Request::batch((0..10).rev().map(|k| Item::bare(Symbol(k))).collect());
        // nothing after it: a deadlock would hold that up too, until the run is over and this is never judged
        let steps = vec![Step::Together(vec![there(), back(), there(), back()])];
        self.steps(Purpose::CrossingBatches, steps)
    }

    /// A batch of several items races its own replay.
    pub(super) fn replayed_race(&self) -> Plan {
        let batch = || Request::batch(items(0..5));
        let steps = vec![
            Step::Together((0..4).map(|_| batch()).collect()),
            Step::One(batch()),
        ];
        self.steps(Purpose::ReplayedRace, steps)
    }

    /// Writers that have no key in common.
    pub(super) fn disjoint_writers(&self) -> Plan {
        let batch = |n: usize| Request::batch(items(n * 10..n * 10 + 10));
        let steps = vec![
            Step::Together((0..4).map(batch).collect()),
            Step::One(Request::batch(items(0..40))),
        ];
        self.steps(Purpose::DisjointWriters, steps)
    }

    /// Two writers of one key with different values in every member, then a read.
    pub(super) fn two_writers_with_values(&self) -> Option<Plan> {
        self.resource.read.as_ref()?;
        let with = |source: usize, key: usize| {
            Request::batch(vec![Item {
                key: Symbol(key),
                ..self.full(source)
            }])
        };
        let mut steps = Vec::new();
        for key in 0..5 {
            steps.push(Step::Together(
                (0..4).map(|writer| with(10 + writer % 2, key)).collect(),
            ));
            steps.push(Step::One(Request::get(Symbol(key))));
        }
        Some(self.steps(Purpose::WritersWithValues, steps))
    }
}
