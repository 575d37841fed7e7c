//! Keys are drawn once each and stay in their range, whichever plans draw them.

use std::collections::HashSet;

use conformance::bind::{Keys, bind};
use conformance::contract::{Contract, OperationId};
use conformance::plan::{KeyChoice, Plan, PlanId, Symbol};
use proptest::prelude::*;

use crate::inference::{SHAPES, read};
use crate::support::{contract, fixed};

/// A plan of `items` different keys.
fn plan(items: usize, keys: KeyChoice) -> Plan {
    let requests = (0..items).map(|n| conformance::plan::Request::get(Symbol(n)));
    Plan {
        id: PlanId::Random,
        operation: OperationId(0),
        keys,
        steps: requests.map(conformance::plan::Step::One).collect(),
    }
}

/// The numbers that `plan` is given; none when there are not enough left.
fn draw(contract: &Contract, plan: &Plan, keys: &mut Keys) -> Option<Vec<i64>> {
    let binding = bind(contract, plan, &fixed(), keys).ok()?;
    let number = |key: &serde_json::Map<_, _>| key["credService_Key"].as_i64().unwrap();
    Some(binding.keys.iter().map(number).collect())
}

#[test]
fn all_keys_of_a_range_are_drawn_before_it_is_used_up() {
    let contract = contract();
    let mut keys = Keys::new(10, 21, 99);
    let drawn: HashSet<i64> = (0..4)
        .flat_map(|_| draw(&contract, &plan(3, KeyChoice::Ordinary), &mut keys).unwrap())
        .collect();
    assert_eq!(drawn, (10..=21).collect());
    assert_eq!(
        draw(&contract, &plan(1, KeyChoice::Ordinary), &mut keys),
        None
    );
}

#[test]
fn distant_keys_have_their_low_bits_in_common() {
    let contract = contract();
    let mut keys = Keys::new(1_000_000_000, 2_147_483_647, 7);
    let drawn = draw(&contract, &plan(5, KeyChoice::Distant), &mut keys).unwrap();
    let apart: Vec<i64> = drawn.iter().map(|n| (n - drawn[0]).abs()).collect();
    assert_eq!(apart, [0, 1 << 16, 1 << 8, (1 << 16) + (1 << 8), 1 << 24]);
}

/// Keys of several parts, in groups: a key, and those that differ from it in one part, each in another one.
#[test]
fn partly_equal_keys_differ_in_one_part() {
    let contract = read("shapes.openapi.yaml", SHAPES);
    let mut grouped = Vec::new();
    for of in contract.batches() {
        let (id, key) = (&of.operation.id, &of.batch.key);
        let mut keys = Keys::new(1_000_000_000, 2_147_483_647, 7);
        let plan = Plan {
            operation: of.id,
            ..plan(6, KeyChoice::PartlyEqual)
        };
        let drawn = bind(&contract, &plan, &fixed(), &mut keys).unwrap().keys;
        let (first, second) = (&drawn[0], &drawn[1]);
        let apart: Vec<&String> = (first.iter())
            .filter(|(name, value)| second[*name] != **value)
            .map(|(name, _)| name)
            .collect();
        let free: Vec<&String> = key.free().map(|p| &p.name).collect();
        if free.len() > 1 && key.assigned.is_none() {
            assert_eq!(apart.len(), 1, "{id}: {first:?} {second:?}");
            let usual = Plan {
                operation: of.id,
                ..self::plan(2, KeyChoice::Ordinary)
            };
            let usual = bind(&contract, &usual, &fixed(), &mut keys).unwrap();
            assert_eq!(
                usual.keys[0][apart[0]], usual.keys[1][apart[0]],
                "{id}: other plans vary another part"
            );
            let different: HashSet<String> = drawn.iter().map(|key| format!("{key:?}")).collect();
            assert_eq!(different.len(), drawn.len(), "{id}");
            grouped.push(id.as_str());
        }
    }
    assert!(grouped.len() >= 2, "{grouped:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// The same where keys have several parts and are few.
    #[test]
    fn no_composite_key_is_drawn_twice(
        seed in any::<u64>(),
        plans in proptest::collection::vec((1_usize..40, any::<bool>()), 1..40),
    ) {
        let contract = read("shapes.openapi.yaml", SHAPES);
        for of in contract.batches() {
            if of.batch.key.assigned.is_some() || of.batch.key.space() < 64 {
                continue;
            }
            let mut keys = Keys::new(1_000_000_000, 2_147_483_647, seed);
            let mut seen = HashSet::new();
            for (items, partly_equal) in &plans {
                let choice = if *partly_equal { KeyChoice::PartlyEqual } else { KeyChoice::Ordinary };
                let plan = Plan { operation: of.id, ..plan(*items, choice) };
                let Ok(binding) = bind(&contract, &plan, &fixed(), &mut keys) else {
                    break;
                };
                for key in binding.keys {
                    let text = format!("{key:?}");
                    prop_assert!(seen.insert(text.clone()), "{}: {text} was drawn twice", of.operation.id);
                }
            }
        }
    }

    /// Also when plans with distant keys come at any time, in ranges too small for them, and until nothing is left.
    #[test]
    fn no_key_is_drawn_twice(
        from in -1_000_000_000_i64..1_000_000_000,
        width in prop_oneof![1_i64..400, 400_i64..(1 << 17), (1_i64 << 17)..(1 << 27)],
        seed in any::<u64>(),
        plans in proptest::collection::vec((1_usize..60, any::<bool>()), 1..60),
    ) {
        let contract = contract();
        let mut keys = Keys::new(from, from + width, seed);
        let mut seen = HashSet::new();
        for (items, distant) in plans {
            let plan = if distant { plan(items.min(8), KeyChoice::Distant) } else { plan(items, KeyChoice::Ordinary) };
            let Some(drawn) = draw(&contract, &plan, &mut keys) else {
                break;
            };
            for number in drawn {
                prop_assert!((from..=from + width).contains(&number), "{number} is outside");
                prop_assert!(seen.insert(number), "{number} was drawn twice");
            }
        }
    }
}
