//! Symbolic to concrete: gives the symbols of a plan keys that were never used before in this campaign, and writes each
//! request as it goes over the wire. Credentials stay placeholders; only the driver knows their values.

mod removal;
mod render;

pub use removal::removal;
pub use render::render;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::contract::{BatchOperation, Kind};
use crate::plan::Plan;

/// What the symbols of one run of a plan stand for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Binding {
    /// for each symbol its key properties
    pub keys: Vec<Map<String, Value>>,
    /// parameters by their names
    pub parameters: BTreeMap<String, String>,
    /// the first tenant, and the second where there is one
    pub tenants: Vec<String>,
}

/// Hands out numbers for keys, each at most once.
#[derive(Clone, Debug)]
pub struct Keys {
    from: i64,
    to: i64,
    next: i64,
    drawn: i64,
}

/// The key range is used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exhausted;

impl Keys {
    /// Keys from `from` to `to`, both included, beginning somewhere that `seed` decides and wrapping around.
    pub fn new(from: i64, to: i64, seed: u64) -> Self {
        let span = u64::try_from(to - from).unwrap_or(0).saturating_add(1);
        // splitmix64's finaliser: neighbouring seeds begin far apart
        let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let offset = i64::try_from((z ^ (z >> 31)) % span).unwrap_or(0);
        Self {
            from,
            to,
            next: from + offset,
            drawn: 0,
        }
    }

    fn draw(&mut self) -> Result<i64, Exhausted> {
        if self.drawn > self.to - self.from {
            return Err(Exhausted);
        }
        self.drawn += 1;
        let key = self.next;
        self.next = if key == self.to { self.from } else { key + 1 };
        Ok(key)
    }
}

/// Parameters and tenants that all plans share.
#[derive(Clone, Debug, Default)]
pub struct Fixed {
    /// parameters by their names
    pub parameters: BTreeMap<String, String>,
    /// one or two values of the tenant header
    pub tenants: Vec<String>,
}

/// Gives `plan` fresh keys.
///
/// # Errors
/// The key range is used up.
pub fn bind(
    batch: &BatchOperation,
    plan: &Plan,
    fixed: &Fixed,
    keys: &mut Keys,
) -> Result<Binding, Exhausted> {
    let mut bound = Vec::with_capacity(plan.symbols());
    for _ in 0..plan.symbols() {
        let number = if plan.negative_keys {
            -keys.draw()?
        } else {
            keys.draw()?
        };
        let mut key = Map::new();
        for name in &batch.roles.key {
            let kind = batch.item.get(name).map_or(&Kind::Other, |p| &p.kind);
            let value = match batch
                .bound_to(name)
                .and_then(|parameter| fixed.parameters.get(parameter))
            {
                Some(text) => typed(kind, text),
                None => fresh(kind, number),
            };
            key.insert(name.clone(), value);
        }
        bound.push(key);
    }
    Ok(Binding {
        keys: bound,
        parameters: fixed.parameters.clone(),
        tenants: fixed.tenants.clone(),
    })
}

/// The key part number `number` as a value of `kind`.
fn fresh(kind: &Kind, number: i64) -> Value {
    match kind {
        Kind::Integer { .. } | Kind::Number => json!(number),
        Kind::DateTime | Kind::Date => {
            let day = jiff::civil::date(1990, 1, 1)
                .saturating_add(jiff::Span::new().days(number.rem_euclid(20_000)));
            json!(if *kind == Kind::Date {
                day.to_string()
            } else {
                format!("{day}T00:00:00Z")
            })
        }
        Kind::Text { max, .. } => {
            let digits = base36(number);
            let room = max.unwrap_or(usize::MAX);
            json!(digits[digits.len().saturating_sub(room)..])
        }
        Kind::Enumeration(values) if !values.is_empty() => {
            values[usize::try_from(number.rem_euclid(values.len() as i64)).unwrap_or(0)].clone()
        }
        _ => json!(base36(number)),
    }
}

fn base36(number: i64) -> String {
    let mut left = number.unsigned_abs();
    let mut digits = Vec::new();
    loop {
        digits.push(
            char::from_digit((left % 36) as u32, 36)
                .unwrap_or('0')
                .to_ascii_uppercase(),
        );
        left /= 36;
        if left == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}

fn typed(kind: &Kind, text: &str) -> Value {
    match kind {
        Kind::Integer { .. } | Kind::Number => text
            .parse::<i64>()
            .map_or_else(|_| json!(text), Value::from),
        _ => json!(text),
    }
}

/// A key value as text, without the quotes of a JSON string.
pub fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
