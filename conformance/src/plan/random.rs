//! Random programs over a few entities: batches of new, known, repeated and bad items, replays and reads. Everything is
//! drawn with proptest, and shrinks with it: fewer steps first, then fewer items, then simpler values.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

use super::suited::{KeySpace, suited};
use super::{Defect, Item, KeyChoice, Plan, PlanId, Request, Step, Symbol, catalogue};
use crate::contract::{Batch, BatchRef, Property, is_drawn, valid};

/// How many entities a random plan speaks of.
const SYMBOLS: usize = 6;

/// Random plans for one operation.
pub fn random(of: BatchRef) -> BoxedStrategy<Plan> {
    let (operation, reads) = (of.id, of.resource.read.is_some());
    let (item, space) = (item(of.batch), KeySpace::of(of));
    let step = prop_oneof![
        6 => vec(item.clone(), 1..=8).prop_map(Move::Batch),
        1 => vec(item, 9..=30).prop_map(Move::Batch),
        2 => Just(Move::Replay),
        u32::from(reads) * 2 => (0..SYMBOLS).prop_map(|k| Move::Get(Symbol(k))),
    ];
    vec(step, 1..=5)
        .prop_map(move |moves| {
            let plan = Plan {
                id: PlanId::Random,
                operation,
                keys: KeyChoice::default(),
                steps: steps(moves),
            };
            // so few symbols always find keys
            suited(plan.clone(), space).unwrap_or(plan)
        })
        .boxed()
}

#[derive(Clone, Debug)]
enum Move {
    Batch(Vec<Item>),
    /// the last batch once more
    Replay,
    Get(Symbol),
}

fn steps(moves: Vec<Move>) -> Vec<Step> {
    let mut last = vec![Item::bare(Symbol(0))];
    moves
        .into_iter()
        .map(|step| match step {
            Move::Batch(items) => {
                last.clone_from(&items);
                Step::One(Request::batch(items))
            }
            Move::Replay => Step::One(Request::batch(last.clone())),
            Move::Get(key) => Step::One(Request::get(key)),
        })
        .collect()
}

/// Items of `batch` over the first symbols: a fifth of them bad, the others valid with any choice of optional members.
pub(super) fn item(batch: &Batch) -> BoxedStrategy<Item> {
    let defects: Vec<Defect> = catalogue(batch);
    let defect = prop_oneof![4 => Just(None), 1 => select(defects).prop_map(Some)];
    ((0..SYMBOLS).prop_map(Symbol), members(batch), defect)
        .prop_map(|(key, values, defect)| Item {
            key,
            values,
            defect,
        })
        .boxed()
}

/// A choice of the members beside the key, each absent, null where it may be, or a valid value.
pub(super) fn members(batch: &Batch) -> BoxedStrategy<Vec<(String, Value)>> {
    let free: Vec<BoxedStrategy<Option<(String, Value)>>> = batch
        .free_members()
        .filter(|p| is_drawn(p))
        .map(member)
        .collect();
    free.prop_map(|members| members.into_iter().flatten().collect())
        .boxed()
}

fn member(property: &Property) -> BoxedStrategy<Option<(String, Value)>> {
    let name = property.name.clone();
    let (absent, null) = (
        u32::from(!property.required) * 3,
        u32::from(property.nullable),
    );
    let value = prop_oneof![
        absent => Just(None),
        null => Just(Some(Value::Null)),
        3 => valid(property).prop_map(Some),
    ];
    value
        .prop_map(move |value| value.map(|v| (name.clone(), v)))
        .boxed()
}
