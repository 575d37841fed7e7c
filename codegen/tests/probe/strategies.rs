//! Values for property tests, of types of every kind: recursive ones, choices with and without a discriminator, maps,
//! patterns. What is valid is read back; what breaks a keyword is refused for it.

use std::fmt::Debug;

use mini_everything::support::json;
use mini_everything::support::strategies::Arbitrary;
use mini_everything::types;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde::Serialize;

fn holds<T: Arbitrary + Serialize + PartialEq + Debug>(keywords: &[&'static str]) -> Vec<T> {
    let mut runner = TestRunner::deterministic();
    for keyword in keywords {
        let strategy = T::invalid_by(keyword).unwrap_or_else(|| panic!("nothing says {keyword}"));
        for _ in 0..30 {
            let value = strategy.new_tree(&mut runner).unwrap().current();
            let found = json::read(&value, T::from_json).unwrap_err();
            let codes: Vec<&str> = found.as_slice().iter().map(|one| one.code).collect();
            assert!(codes.contains(keyword), "{keyword}: {codes:?} of {value}");
        }
    }
    assert!(T::invalid_by("dependentRequired").is_none());
    let valid = (0..60).map(|_| T::valid().new_tree(&mut runner).unwrap().current());
    valid
        .inspect(|value| {
            let written = serde_json::to_value(value).unwrap();
            assert!(json::read(&written, T::from_json).is_ok(), "{written}");
        })
        .collect()
}

#[test]
fn values_of_every_kind_are_made() {
    let pets = holds::<types::Pet>(&["discriminator", "required", "type", "exclusiveMinimum"]);
    assert!(pets.iter().any(|pet| matches!(pet, types::Pet::Cat(_))));
    assert!(pets.iter().any(|pet| matches!(pet, types::Pet::Dog(_))));
    holds::<types::Filter>(&["minProperties", "pattern", "anyOf", "enum", "format", "type"]);
    holds::<types::Upload>(&["maxLength", "required", "format", "minProperties"]);
    let trees = holds::<types::Tree>(&["type"]);
    assert!(trees.iter().any(|tree| tree.left.is_some()));
    holds::<types::Mixed>(&["oneOf"]);
    holds::<types::Colour>(&["enum", "type"]);
}
