//! The strategies of generated types: what they call valid is read back as it was written, what they make to break a
//! keyword is refused for it, and what fails is made smaller.

use std::fmt::Debug;

use generated::support::json;
use generated::support::strategies::Arbitrary;
use generated::types::{LicenseBatchAnswer, ProviderCredLicense, ProviderCredService};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{TestError, TestRunner};
use serde::Serialize;

fn holds<T: Arbitrary + Serialize + PartialEq + Debug>(keywords: &[&'static str]) {
    let mut runner = TestRunner::deterministic();
    for _ in 0..300 {
        let value = T::valid().new_tree(&mut runner).unwrap().current();
        let written = serde_json::to_value(&value).unwrap();
        assert_eq!(json::read(&written, T::from_json), Ok(value), "{written}");
    }
    for keyword in keywords {
        let strategy = T::invalid_by(keyword).unwrap_or_else(|| panic!("nothing says {keyword}"));
        for _ in 0..100 {
            let value = strategy.new_tree(&mut runner).unwrap().current();
            let found = json::read(&value, T::from_json).unwrap_err();
            let codes: Vec<&str> = found.as_slice().iter().map(|one| one.code).collect();
            assert!(codes.contains(keyword), "{keyword}: {codes:?} of {value}");
        }
    }
    assert!(T::invalid_by("multipleOf").is_none());
}

#[test]
fn values_are_valid_or_invalid_as_asked_for() {
    holds::<ProviderCredService>(&["type", "required", "format", "maxLength"]);
    holds::<ProviderCredLicense>(&["type", "required", "format", "maxLength"]);
    holds::<LicenseBatchAnswer>(&["type"]);
}

#[test]
fn what_fails_is_made_smaller() {
    let mut runner = TestRunner::deterministic();
    let outcome = runner.run(&ProviderCredService::valid(), |service| {
        let long = service
            .entry_user
            .value()
            .is_some_and(|user| user.chars().count() > 3);
        proptest::prop_assert!(!long);
        Ok(())
    });
    let Err(TestError::Fail(_, smallest)) = outcome else {
        panic!("a name of four characters was not found: {outcome:?}");
    };
    let user = smallest.entry_user.value().map(|user| user.chars().count());
    assert_eq!(user, Some(4));
    assert_eq!(smallest.update_user.value(), None);
}
