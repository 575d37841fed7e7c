//! Array bodies read item by item: one bad item is an error of that item and never refuses the others. Refuses
//! only what is no JSON array at all.

use serde_json::Value;
use serde_json::value::RawValue;

use super::json::{self, FromJson, Pointer, Violation, Violations};
use super::shape::{Limit, Shape};

/// The items of an array body, in the order sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch<T> {
    /// Each item, or what is wrong with it.
    pub items: Vec<Result<T, ItemError>>,
}

/// One item that could not be taken.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemError {
    /// Its place in the array, from 0.
    pub index: usize,
    /// The item as sent, when it is JSON at all: enough to say which entity it meant.
    pub value: Option<Value>,
    /// What is wrong with it; every pointer begins with the index.
    pub violations: Vec<Violation>,
}

impl<T: FromJson> Batch<T> {
    /// Reads an array body.
    ///
    /// # Errors
    /// Only when the body is not a JSON array.
    pub fn decode(bytes: &[u8]) -> Result<Self, Violations> {
        Self::decode_as(bytes, Vec::<T>::shape())
    }

    /// Reads an array body of this `shape`; equal items are allowed, for each has an answer of its own.
    ///
    /// # Errors
    /// Only when the body is not a JSON array, or has too few or too many items.
    pub fn decode_as(bytes: &[u8], shape: &'static Shape) -> Result<Self, Violations> {
        let raw: Vec<&RawValue> =
            serde_json::from_slice(bytes).map_err(|error| refusal(bytes, &error))?;
        let (item, limits) = match shape.resolved() {
            Shape::List(item, limits) => (*item, *limits),
            _ => (T::shape(), [].as_slice()),
        };
        let mut violations = Violations::default();
        for limit in limits {
            let message = match limit {
                Limit::MinItems(least) if raw.len() < *least => format!("fewer than {least} items"),
                Limit::MaxItems(most) if raw.len() > *most => format!("more than {most} items"),
                _ => continue,
            };
            violations.add(&Pointer::Root, limit.keyword(), message);
        }
        if !violations.is_empty() {
            return Err(violations);
        }
        let items = raw.into_iter().enumerate();
        let items = items.map(|(index, raw)| decode_item(index, raw, item));
        Ok(Self {
            items: items.collect(),
        })
    }
}

impl<T> Batch<T> {
    /// How many items were sent.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether the array was empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

fn decode_item<T: FromJson>(
    index: usize,
    raw: &RawValue,
    shape: &'static Shape,
) -> Result<T, ItemError> {
    let at = Pointer::Item(&Pointer::Root, index);
    let value = serde_json::from_str::<Value>(raw.get()).map_err(|error| ItemError {
        index,
        value: None,
        violations: json::syntax(&at, &error).into_vec(),
    })?;
    let decode = |value: &Value, at: &Pointer<'_>, violations: &mut Violations| {
        T::from_shape(value, shape, at, violations)
    };
    json::read_at(&value, &at, decode).map_err(|violations| ItemError {
        index,
        value: Some(value),
        violations: violations.into_vec(),
    })
}

fn refusal(bytes: &[u8], error: &serde_json::Error) -> Violations {
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    if error.is_data() && first.is_some_and(|byte| *byte != b'[') {
        let mut violations = Violations::default();
        violations.add(&Pointer::Root, "type", "expected array");
        return violations;
    }
    json::syntax(&Pointer::Root, error)
}
