//! Plans about keys: below zero, with the same low bits, alike but for one part, and one batch under several of them.

use super::listed::Writer;
use super::{Defect, Item, KeyChoice, Obligation, Plan, Purpose, Request, Symbol, catalogue};

impl Writer<'_> {
    /// Keys below zero, which an integer format allows.
    pub(super) fn negative_keys(&self) -> Plan {
        let batch = || Request::batch(vec![Item::bare(Symbol(0)), self.full(1)]);
        let plan = self.plan(Purpose::NegativeKeys, vec![batch(), batch()]);
        Plan {
            keys: KeyChoice::Negative,
            ..plan
        }
    }

    /// Keys that are different and have their low bits in common: who keeps only those takes one for the other.
    pub(super) fn distant_keys(&self) -> Plan {
        let of = |keys: &[usize]| Request::batch(keys.iter().map(|k| self.full(*k)).collect());
        let mut requests = vec![of(&[0]), of(&[1]), of(&[2, 3, 4]), of(&[0, 1, 2, 3, 4])];
        requests.extend(self.reads(&[0, 1]));
        Plan {
            keys: KeyChoice::Distant,
            ..self.plan(Purpose::DistantKeys, requests)
        }
    }

    /// Keys of several parts that differ in one part only: who keeps only some of the parts takes one for the other.
    pub(super) fn partly_equal_keys(&self) -> Plan {
        let of = |keys: &[usize]| Request::batch(keys.iter().map(|k| self.full(*k)).collect());
        let mut requests = vec![
            of(&[0]),
            of(&[1]),
            of(&[2, 3, 4, 5]),
            of(&[0, 1, 2, 3, 4, 5]),
        ];
        requests.extend(self.reads(&[0, 1, 2]));
        Plan {
            keys: KeyChoice::PartlyEqual,
            ..self.plan(Purpose::PartlyEqualKeys, requests)
        }
    }

    /// One batch under other keys, all of them fresh: good items and bad ones.
    pub(super) fn renamed(&self) -> Plan {
        let defects: Vec<Defect> = catalogue(self.batch)
            .into_iter()
            .filter(|d| d.class.obligation() == Obligation::Must && self.is_free(&d.property))
            .take(3)
            .collect();
        let of = |round: usize| {
            let mut batch = vec![self.full(0), Item::bare(Symbol(1)), self.full(2)];
            let bad = defects
                .iter()
                .map(|d| Item::bare(Symbol(0)).with(d.clone()));
            batch.extend(bad);
            for (n, item) in batch.iter_mut().enumerate() {
                item.key = Symbol(round * 7 + n);
            }
            Request::batch(batch)
        };
        self.plan(Purpose::RenamedKeys, (0..4).map(of).collect())
    }
}
