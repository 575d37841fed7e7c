//! Symbolic to concrete: gives the symbols of a plan keys that were never used before in this campaign, and writes each
//! request as it goes over the wire. Credentials stay placeholders; only the driver knows their values.

mod body;
mod fresh;
mod removal;
mod render;
mod single;
mod wire;

pub use removal::removal;
pub use render::render;
pub use wire::{Bytes, Slot, SlotPlace, SlotValue, WireRequest};

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::contract::{Contract, Kind, OperationId, SPACIOUS, TINY};
use crate::plan::{KeyChoice, Plan};

/// What the symbols of one run of a plan stand for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Binding {
    /// for each symbol its key properties
    pub keys: Vec<Map<String, Value>>,
    /// parameters by their names
    pub parameters: BTreeMap<String, String>,
    /// the first tenant, and the second where there is one
    pub tenants: Vec<String>,
    /// a tenant that the credentials do not open
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_tenant: Option<String>,
}

/// How often another text is drawn when one that matches a pattern was used before.
const ATTEMPTS: usize = 1000;

/// Hands out numbers for keys, each at most once.
#[derive(Clone, Debug)]
pub struct Keys {
    from: i64,
    to: i64,
    first: i64,
    next: i64,
    drawn: i64,
    /// how many were handed out from the other half of the range
    distant: i64,
    /// how many were handed out for operations whose keys are few
    few: HashMap<OperationId, u64>,
    /// those of them that were handed out before their turn
    beside: HashSet<(OperationId, u64)>,
    /// keys of operations whose numbers do not tell keys apart
    used: HashSet<(OperationId, String)>,
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
            first: from + offset,
            next: from + offset,
            drawn: 0,
            distant: 0,
            few: HashMap::new(),
            beside: HashSet::new(),
            used: HashSet::new(),
        }
    }

    /// The next number for an operation with `space` different keys. Where they are few it counts alone, so that no two
    /// of its numbers give the same key; where they are very few they come again.
    fn draw_of(&mut self, operation: OperationId, space: u64) -> Result<i64, Exhausted> {
        if space >= SPACIOUS {
            return self.draw();
        }
        let count = self.few.entry(operation).or_insert(0);
        while self.beside.contains(&(operation, *count)) {
            *count += 1;
        }
        if *count >= space && space >= TINY {
            return Err(Exhausted);
        }
        let number = self
            .first
            .saturating_add(i64::try_from(*count % space.max(1)).unwrap_or(0));
        *count += 1;
        Ok(number)
    }

    /// The number `stride` behind `base`, for an operation with `space` different keys, and it before its turn; the next
    /// number where that one is none of them.
    fn draw_beside(
        &mut self,
        operation: OperationId,
        space: u64,
        base: i64,
        stride: u64,
    ) -> Result<i64, Exhausted> {
        let place = base.abs_diff(self.first).saturating_add(stride);
        let is_free = self.few.get(&operation).is_some_and(|next| place >= *next);
        if place < space && is_free && self.beside.insert((operation, place)) {
            return Ok(self.first.saturating_add_unsigned(place));
        }
        self.draw_of(operation, space)
    }

    /// `count` numbers of which each two have their low 8, 16 or 24 bits in common, or less where the range is small: the
    /// second half of the range, seen from its first number, is kept for them once there are any.
    fn draw_distant(&mut self, count: usize) -> Vec<i64> {
        let span = i128::from(self.to) - i128::from(self.from) + 1;
        let from = i128::from(self.first) - i128::from(self.from) + span / 2;
        let apart = |n: usize| ((n & 1) << 16) + ((n >> 1 & 1) << 8) + ((n >> 2) << 24);
        let numbers: Vec<i128> = (0..count)
            .map(|n| i128::from(self.distant) + apart(n) as i128)
            .collect();
        let reach = numbers.iter().max().copied().unwrap_or(0);
        if i128::from(self.drawn) >= span / 2 || reach >= span / 2 || self.distant >= 1 << 8 {
            return Vec::new();
        }
        self.distant += 1;
        let number = |n: i128| i64::try_from((from + n) % span + i128::from(self.from));
        numbers
            .into_iter()
            .rev()
            .filter_map(|n| number(n).ok())
            .collect()
    }

    fn draw(&mut self) -> Result<i64, Exhausted> {
        let span = i128::from(self.to) - i128::from(self.from) + 1;
        let span = if self.distant > 0 { span / 2 } else { span };
        if i128::from(self.drawn) >= span {
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
    /// a value of the tenant header that the credentials do not open
    pub closed_tenant: Option<String>,
}

/// Gives `plan` fresh keys.
///
/// # Errors
/// The key range is used up.
pub fn bind(
    contract: &Contract,
    plan: &Plan,
    fixed: &Fixed,
    keys: &mut Keys,
) -> Result<Binding, Exhausted> {
    let mut bound = Vec::with_capacity(plan.symbols());
    let resource = contract.resource(plan.operation);
    let (of, space) = (&*resource.key, resource.key.space());
    let patterned = of.free().any(|p| matches!(p.kind, Kind::Pattern { .. }));
    let symbols = plan.symbols();
    let apart = match plan.keys {
        KeyChoice::PartlyEqual => of.varied_parts(),
        _ => 0,
    };
    let mut distant = if plan.keys == KeyChoice::Distant && space >= SPACIOUS {
        keys.draw_distant(symbols)
    } else {
        Vec::new()
    };
    let mut base = 0;
    for symbol in 0..symbols {
        let mut free = Map::new();
        let part = symbol % (apart + 1);
        for attempt in 0.. {
            let (number, varied) = match (distant.pop(), part, attempt) {
                (Some(number), ..) => (number, 0),
                (None, 1.., 0) => match fresh::stride(of, part) {
                    None => (base, part),
                    Some(stride) => (keys.draw_beside(plan.operation, space, base, stride)?, 0),
                },
                _ => {
                    base = keys.draw_of(plan.operation, space)?;
                    (base, 0)
                }
            };
            let negative = plan.keys == KeyChoice::Negative;
            free = fresh::parts(of, if negative { -number } else { number }, varied);
            let text = || Value::Object(free.clone()).to_string();
            if !patterned || keys.used.insert((plan.operation, text())) {
                break;
            }
            if attempt == ATTEMPTS {
                return Err(Exhausted);
            }
        }
        let mut key = Map::new();
        for name in &of.names {
            let kind = of.get(name).map_or(&Kind::Other, |p| &p.kind);
            let fixed = of
                .bound_to(name)
                .and_then(|parameter| fixed.parameters.get(parameter));
            let value = match fixed {
                Some(text) => typed(kind, text),
                None => free.get(name).cloned().unwrap_or(Value::Null),
            };
            key.insert(name.clone(), value);
        }
        bound.push(key);
    }
    Ok(Binding {
        keys: bound,
        parameters: fixed.parameters.clone(),
        tenants: fixed.tenants.clone(),
        closed_tenant: fixed.closed_tenant.clone(),
    })
}

fn typed(kind: &Kind, text: &str) -> Value {
    match kind {
        Kind::Integer { .. } | Kind::Number => text
            .parse::<i64>()
            .map_or_else(|_| json!(text), Value::from),
        _ => json!(text),
    }
}
