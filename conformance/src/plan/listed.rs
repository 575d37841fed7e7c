//! Written plans that reach the states where faults live: life cycles, edges of constraints, each defect of an item,
//! duplicates, sizes, races and tenants. Random batches come after them.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;

use super::order::in_turn;
use super::values::edges;
use super::{
    Call, Defect, DefectClass, Item, KeyChoice, Obligation, PathValue, Plan, PlanId, Purpose,
    Request, RequestDefect, Step, Symbol, catalogue,
};
use crate::contract::{
    Batch, BatchRef, Kind, Operation, OperationId, Place, Property, Resource, is_audit, is_drawn,
    sample, valid,
};

/// Writes plans for one batch operation.
pub(super) struct Writer<'a> {
    pub(super) id: OperationId,
    pub(super) operation: &'a Operation,
    pub(super) batch: &'a Batch,
    pub(super) resource: &'a Resource,
    /// the target has a second tenant
    pub(super) two_tenants: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(of: BatchRef<'a>, two_tenants: bool) -> Self {
        Self {
            id: of.id,
            operation: of.operation,
            batch: of.batch,
            resource: of.resource,
            two_tenants,
        }
    }
}

impl Writer<'_> {
    pub(super) fn plan(&self, id: impl Into<PlanId>, requests: Vec<Request>) -> Plan {
        self.steps(id, requests.into_iter().map(Step::One).collect())
    }

    pub(super) fn steps(&self, id: impl Into<PlanId>, steps: Vec<Step>) -> Plan {
        Plan {
            id: id.into(),
            operation: self.id,
            keys: KeyChoice::default(),
            steps,
        }
    }

    /// The first contact: is a fresh key absent, is the parent known, does a write succeed, can it be read?
    pub(super) fn preflight(&self) -> Plan {
        let mut requests = self.reads(&[0, 1]);
        requests.push(Request::batch(vec![
            Item::bare(Symbol(0)),
            Item::bare(Symbol(1)),
            self.complete(2),
        ]));
        requests.extend(self.reads(&[0, 2]));
        self.plan(Purpose::Preflight, requests)
    }

    /// The size of the collection before and after batches that create some of their items.
    pub(super) fn counting(&self) -> Plan {
        let list = || Request::call(Call::List);
        let requests = vec![
            list(),
            Request::batch(items(0..3)),
            list(),
            Request::batch(items(1..5)),
            list(),
            Request::batch(items(0..5)),
            list(),
        ];
        self.plan(Purpose::Counting, requests)
    }

    pub(super) fn reads(&self, keys: &[usize]) -> Vec<Request> {
        let can = self.resource.read.is_some();
        keys.iter()
            .filter(|_| can)
            .map(|k| Request::get(Symbol(*k)))
            .collect()
    }

    /// An item that leaves nothing out and has no null: who refuses this one and bare ones has another reason than
    /// their members.
    fn complete(&self, key: usize) -> Item {
        let drawn = |p: &&Property| self.is_free(&p.name) && is_drawn(p);
        let properties = self.batch.item.properties.iter().filter(drawn);
        Item {
            values: properties
                .map(|p| (p.name.clone(), sample(&p.kind, key as u64)))
                .collect(),
            ..Item::bare(Symbol(key))
        }
    }

    /// Items with members that can be drawn, some left out, the same for each campaign.
    pub(super) fn full(&self, key: usize) -> Item {
        let seed = [u8::try_from(key % 251).unwrap_or(0) + 1; 32];
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
        let mut runner = TestRunner::new_with_rng(
            Config {
                failure_persistence: None,
                ..Config::default()
            },
            rng,
        );
        let mut values = Vec::new();
        for property in self.batch.free_members().filter(|p| is_drawn(p)) {
            let drawn = valid(property).new_tree(&mut runner);
            values.extend(
                drawn
                    .map(|tree| (property.name.clone(), tree.current()))
                    .ok(),
            );
        }
        for property in &self.batch.item.properties {
            let longest = matches!(property.kind, Kind::Text { .. });
            if longest && is_drawn(property) && self.is_free(&property.name) {
                values.retain(|(name, _)| *name != property.name);
                let room = if let Kind::Text { max, .. } = property.kind {
                    max.unwrap_or(30).min(30)
                } else {
                    0
                };
                let text: String = format!("value {key} of {}", property.name)
                    .chars()
                    .take(room)
                    .collect();
                values.push((property.name.clone(), Value::from(text.trim_end())));
            }
        }
        Item {
            key: Symbol(key),
            values,
            defect: None,
        }
    }

    /// The plans that come first, because they reach most faults with few requests.
    pub(super) fn core(&self) -> Vec<Plan> {
        let mut plans = vec![self.life_cycle(), self.mixed(), self.every_defect()];
        plans.extend(self.tenants());
        plans.push(self.company());
        plans.push(self.forms());
        plans.push(self.race(8));
        plans.push(self.duplicates());
        plans.push(self.edges());
        plans.push(self.refused_update());
        plans.push(self.plan(
            Purpose::TenItems,
            vec![Request::batch(items(0..10)), Request::batch(items(0..10))],
        ));
        plans
    }

    /// The plans that look at one thing each.
    pub(super) fn depth(&self) -> Vec<Plan> {
        let mut plans = in_turn(vec![self.states(), self.connections()]);
        plans.extend(self.sizes());
        plans.extend(self.each_defect());
        plans.extend(self.positions());
        plans.extend([self.race(8), self.crossing_batches(), self.race(4)]);
        plans
    }

    fn life_cycle(&self) -> Plan {
        let batch = || Request::batch(vec![self.full(0), Item::bare(Symbol(1)), self.full(2)]);
        let mut requests = vec![batch(), batch(), batch()];
        requests.extend(self.reads(&[0, 1, 2]));
        self.plan(Purpose::LifeCycle, requests)
    }

    fn mixed(&self) -> Plan {
        let mut requests = vec![
            Request::batch(vec![Item::bare(Symbol(0)), self.full(1)]),
            Request::batch(vec![
                self.full(2),
                self.full(0),
                Item::bare(Symbol(3)),
                self.full(1),
            ]),
        ];
        requests.extend(self.reads(&[0, 2]));
        self.plan(Purpose::Mixed, requests)
    }

    /// Good items with all defects between them, then a probe that the good ones were applied and the bad ones not.
    fn every_defect(&self) -> Plan {
        let defects: Vec<Defect> = catalogue(self.batch)
            .into_iter()
            .filter(|d| d.class.obligation() == Obligation::Must)
            .collect();
        let mut batch = Vec::new();
        for (n, defect) in defects.iter().enumerate() {
            match n % 4 {
                0 => batch.push(self.full(batch.len())),
                2 => batch.push(Item::bare(Symbol(batch.len()))),
                _ => {}
            }
            batch.push(Item::bare(Symbol(batch.len())).with(defect.clone()));
        }
        let probe = items(0..batch.len());
        self.plan(
            Purpose::EveryDefect,
            vec![Request::batch(batch), Request::batch(probe)],
        )
    }

    fn each_defect(&self) -> Vec<Plan> {
        let one = |defect: Defect| {
            let purpose = Purpose::BadItem((&defect).into());
            let batch = vec![
                Item::bare(Symbol(0)),
                Item::bare(Symbol(1)).with(defect),
                Item::bare(Symbol(2)),
            ];
            let mut requests = vec![Request::batch(batch)];
            requests.extend(self.reads(&[1]));
            requests.push(Request::batch(items(0..3)));
            self.plan(purpose, requests)
        };
        catalogue(self.batch).into_iter().map(one).collect()
    }

    fn positions(&self) -> Vec<Plan> {
        let Some(defect) = catalogue(self.batch)
            .into_iter()
            .find(|d| d.class == DefectClass::WrongType)
        else {
            return Vec::new();
        };
        let with_bad = |purpose: Purpose, bad: &[usize]| {
            let batch = (0..4)
                .map(|k| {
                    if bad.contains(&k) {
                        Item::bare(Symbol(k)).with(defect.clone())
                    } else {
                        Item::bare(Symbol(k))
                    }
                })
                .collect();
            self.plan(
                purpose,
                vec![Request::batch(batch), Request::batch(items(0..4))],
            )
        };
        vec![
            with_bad(Purpose::BadItemFirst, &[0]),
            with_bad(Purpose::BadItemLast, &[3]),
            with_bad(Purpose::TwoBadItems, &[1, 2]),
            with_bad(Purpose::AllItemsBad, &[0, 1, 2, 3]),
        ]
    }

    /// An update that has to be refused leaves what was there.
    fn refused_update(&self) -> Plan {
        let defect = catalogue(self.batch).into_iter().find(|d| {
            d.class == DefectClass::WrongType && !self.batch.key.names.contains(&d.property)
        });
        let mut bad = self.full(1);
        bad.key = Symbol(0);
        bad.defect = defect;
        let mut requests = vec![
            Request::batch(vec![self.full(0)]),
            Request::batch(vec![bad]),
        ];
        requests.extend(self.reads(&[0]));
        requests.push(Request::batch(vec![self.full(0)]));
        self.plan(Purpose::RefusedUpdate, requests)
    }

    /// One item for each edge of each constraint: all valid.
    fn edges(&self) -> Plan {
        let mut batch = Vec::new();
        for property in self.batch.free_members() {
            for (_, value) in edges(property) {
                batch.push(Item {
                    key: Symbol(batch.len()),
                    values: vec![(property.name.clone(), value)],
                    defect: None,
                });
            }
        }
        let kept = |item: &Item| item.values.iter().all(|(name, _)| !is_audit(name));
        let keys: Vec<usize> = (0..batch.len()).filter(|n| kept(&batch[*n])).collect();
        let mut requests = vec![Request::batch(batch)];
        requests.extend(self.reads(&keys).into_iter().take(16));
        self.plan(Purpose::Edges, requests)
    }

    fn duplicates(&self) -> Plan {
        let keys = |keys: &[usize]| Request::batch(keys.iter().map(|k| self.full(*k)).collect());
        let requests = vec![
            keys(&[0, 0]),
            keys(&[1, 2, 1]),
            keys(&[0, 3, 0, 3]),
            keys(&[0, 1, 2, 3]),
        ];
        let as_key = |source: usize, key: usize| Item {
            key: Symbol(key),
            ..self.full(source)
        };
        let mut requests = requests;
        requests.push(Request::batch(vec![as_key(4, 4), as_key(14, 4)]));
        requests.extend(self.reads(&[4]));
        requests.push(Request::batch(vec![as_key(14, 4), as_key(24, 4)]));
        requests.extend(self.reads(&[4]));
        self.plan(Purpose::Duplicates, requests)
    }

    /// Growing batches over the same entities, so that limits show as a threshold; then large ones with bad items.
    fn sizes(&self) -> Vec<Plan> {
        let sizes = [
            0, 1, 2, 9, 10, 11, 63, 64, 65, 99, 100, 101, 999, 1000, 1001,
        ];
        let growing = sizes.iter().map(|n| Request::batch(items(0..*n))).collect();
        let bad = catalogue(self.batch)
            .into_iter()
            .find(|d| d.class == DefectClass::WrongType && self.is_free(&d.property));
        let mostly_bad = |good: usize| {
            let item = |n: usize| match &bad {
                Some(bad) if n % 4 != good => Item::bare(Symbol(n)).with(bad.clone()),
                _ => Item::bare(Symbol(n)),
            };
            let probe = items(good..good + 1);
            self.plan(
                Purpose::LargeMostlyBad,
                vec![
                    Request::batch((0..1000).map(item).collect()),
                    Request::batch(probe),
                ],
            )
        };
        vec![
            self.plan(Purpose::Sizes, growing),
            mostly_bad(0),
            mostly_bad(1),
        ]
    }

    /// A property that is neither part of the key nor bound to the path.
    pub(super) fn is_free(&self, property: &str) -> bool {
        !property.is_empty() && !self.batch.key.fixes(property)
    }

    /// A request with something wrong in it as a whole, then a probe that nothing of it was applied.
    pub(super) fn rejected(&self, defect: RequestDefect) -> Plan {
        self.rejected_as(Purpose::Refused(defect.clone()), [defect])
    }

    /// The same for several things at once, as plan `id`.
    pub(super) fn rejected_as(
        &self,
        id: impl Into<PlanId>,
        defects: impl IntoIterator<Item = RequestDefect>,
    ) -> Plan {
        let sound = Request::batch(items(0..2));
        let request = (defects.into_iter()).fold(sound.clone(), Request::with);
        self.plan(id, vec![request, sound])
    }

    /// The path parameters whose integer format has bounds, each with a value beyond them.
    pub(super) fn bounded_parameters(&self) -> Vec<(&str, PathValue)> {
        (self.operation.parameters_in(Place::Path))
            .filter(|p| p.is_integer())
            .filter_map(|p| match p.scalar.format.as_deref()? {
                "int32" => Some((p.name.as_str(), PathValue::BeyondInt32)),
                "int64" => Some((p.name.as_str(), PathValue::BeyondInt64)),
                _ => None,
            })
            .collect()
    }

    /// A path parameter that takes an integer.
    pub(super) fn integer_parameter(&self) -> Option<&str> {
        let mut parameters = self.operation.parameters.iter();
        let found = parameters.find(|p| p.is_integer_in_path());
        found.map(|p| p.name.as_str())
    }
}

/// Items with nothing but their keys.
pub(super) fn items(keys: std::ops::Range<usize>) -> Vec<Item> {
    keys.map(|k| Item::bare(Symbol(k))).collect()
}
