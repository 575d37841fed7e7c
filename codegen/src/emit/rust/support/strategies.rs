//! Strategies for property tests: values that a type's schema allows, and values that it refuses for a reason of choice.
//! A value is made from a list of numbers, so that proptest makes it smaller by making the list shorter.

use std::fmt::Debug;

use proptest::collection::vec;
use proptest::prelude::{BoxedStrategy, Strategy, any};
use serde_json::Value;

use super::json::{self, FromJson};
use super::make::Maker;

/// How many numbers a value is made from at most; what asks for more gets the least.
const MAX_NUMBERS: usize = 200;

/// A type whose values can be made: every one that can be read.
pub trait Arbitrary: FromJson + Debug + 'static {
    /// Values that the schema allows in a request.
    fn valid() -> BoxedStrategy<Self> {
        let shape = Self::shape();
        vec(any::<u64>(), 0..MAX_NUMBERS)
            .prop_filter_map("the schema allows it", move |numbers| {
                let value = Maker::new(&numbers).make(shape);
                json::read(&value, Self::from_json).ok()
            })
            .boxed()
    }

    /// Values that break `keyword` (`maxLength`, `required`, `type` …), as JSON because the type cannot hold them.
    /// `None` when nothing in the schema says `keyword`, or says it by other keywords (`not`, `if` …).
    #[must_use]
    fn invalid_by(keyword: &'static str) -> Option<BoxedStrategy<Value>> {
        let shape = Self::shape();
        let strategy = (vec(any::<u64>(), 0..MAX_NUMBERS), any::<usize>()).prop_filter_map(
            "the schema refuses it for this reason",
            move |(numbers, which)| {
                let mut maker = Maker::breaking(&numbers, keyword, None);
                maker.make(shape);
                let which = which.checked_rem(maker.chances())?;
                let value = Maker::breaking(&numbers, keyword, Some(which)).make(shape);
                let found = json::read(&value, Self::from_json).err()?;
                let broken = found.as_slice().iter().any(|one| one.code == keyword);
                broken.then_some(value)
            },
        );
        shape.breaks(keyword).then(|| strategy.boxed())
    }
}

impl<T: FromJson + Debug + 'static> Arbitrary for T {}
