//! Symbolic to concrete: gives the symbols of a plan keys that were never used before in this campaign, and writes each
//! request as it goes over the wire. Credentials stay placeholders; only the driver knows their values.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::contract::{BatchOperation, Carrier, Kind, Place};
use crate::plan::{BodyDefect, Call, Credentials, Item, Plan, Request, Symbol, Tenant};
use crate::transcript::{Bytes, Slot, WireRequest};

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
        let number = keys.draw()?;
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

/// `request` of a plan as it goes over the wire.
pub fn render(batch: &BatchOperation, request: &Request, binding: &Binding) -> WireRequest {
    let (method, template, body) = match &request.call {
        Call::Batch { items, defect } => (
            batch.method.as_str(),
            batch.path.as_str(),
            body(batch, items, defect.as_ref(), binding),
        ),
        Call::Get(_) => (
            "GET",
            batch.siblings.get.as_ref().map_or("", |s| s.path.as_str()),
            None,
        ),
    };
    let mut wire = WireRequest {
        method: method.to_owned(),
        target: target(batch, template, request, binding),
        headers: Vec::new(),
        slots: Vec::new(),
        body: body.map(Bytes),
    };
    for parameter in batch.parameters.iter().filter(|p| p.place == Place::Header) {
        let value = if batch.roles.tenant.as_ref() == Some(&parameter.name) {
            match request.tenant {
                Tenant::First => binding.tenants.first(),
                Tenant::Second => binding.tenants.get(1),
                Tenant::Missing => None,
            }
        } else {
            binding.parameters.get(&parameter.name)
        };
        wire.headers
            .extend(value.map(|v| (parameter.name.clone(), v.clone())));
    }
    if wire.body.is_some() {
        let media_type = request.media_type.as_ref().unwrap_or(&batch.media_type);
        wire.headers
            .push(("content-type".to_owned(), media_type.clone()));
    }
    wire.headers.extend(
        request
            .accept
            .iter()
            .map(|accept| ("accept".to_owned(), accept.clone())),
    );
    for scheme in batch.schemes() {
        let wrong = match &request.credentials {
            Credentials::All => false,
            Credentials::None => continue,
            Credentials::Without(name) if *name == scheme.name => continue,
            Credentials::Without(_) => false,
            Credentials::Wrong(name) => *name == scheme.name,
        };
        wire.slots.push(Slot {
            scheme: scheme.name.clone(),
            carrier: scheme.carrier.clone().into(),
            wrong,
        });
    }
    wire
}

fn target(batch: &BatchOperation, template: &str, request: &Request, binding: &Binding) -> String {
    let mut target = template.to_owned();
    for (name, value) in &binding.parameters {
        let text = match &request.path {
            Some((spoilt, text)) if spoilt == name => text.clone(),
            _ => percent_encode(value),
        };
        target = target.replace(&format!("{{{name}}}"), &text);
    }
    if let (Call::Get(key), Some(get)) = (&request.call, &batch.siblings.get) {
        let value = binding
            .keys
            .get(key.0)
            .and_then(|k| k.get(&get.key_property))
            .unwrap_or(&Value::Null);
        target = target.replace(
            &format!("{{{}}}", get.key_parameter),
            &percent_encode(&plain(value)),
        );
    }
    let query: Vec<String> = batch
        .parameters
        .iter()
        .filter(|p| p.place == Place::Query)
        .filter_map(|p| {
            binding
                .parameters
                .get(&p.name)
                .map(|v| format!("{}={}", percent_encode(&p.name), percent_encode(v)))
        })
        .collect();
    if !query.is_empty() && matches!(request.call, Call::Batch { .. }) {
        let _ = write!(target, "?{}", query.join("&"));
    }
    target
}

/// A key value as text, without the quotes of a JSON string.
pub fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// Percent-encodes all but the unreserved characters (RFC 3986, 2.3).
fn percent_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

fn body(
    batch: &BatchOperation,
    items: &[Item],
    defect: Option<&BodyDefect>,
    binding: &Binding,
) -> Option<Vec<u8>> {
    let written: Vec<String> = items
        .iter()
        .map(|item| write_item(batch, item, binding))
        .collect();
    let array = format!("[{}]", written.join(","));
    let bytes = match defect {
        None => array.into_bytes(),
        Some(BodyDefect::Absent) => return None,
        Some(BodyDefect::Unclosed) => array.as_bytes()[..array.len() - 1].to_vec(),
        Some(BodyDefect::Truncated) => {
            let last = written.last().map_or(1, String::len);
            array.as_bytes()[..array.len().saturating_sub(1 + last / 2)].to_vec()
        }
        Some(BodyDefect::Wrapped) => format!("{{\"items\":{array}}}").into_bytes(),
        Some(BodyDefect::Bare) => written
            .into_iter()
            .next()
            .unwrap_or_else(|| "{}".to_owned())
            .into_bytes(),
        Some(BodyDefect::Text(text)) => text.clone().into_bytes(),
        Some(BodyDefect::InvalidUtf8) => {
            let mut bytes = array.into_bytes();
            let at = bytes.len().saturating_sub(2);
            bytes.splice(at..at, b",\"x\":\"\xff\xfe\"".iter().copied());
            bytes
        }
    };
    Some(bytes)
}

/// One item as JSON text: key properties and bound ones in the order of the schema, then the others as they were drawn.
fn write_item(batch: &BatchOperation, item: &Item, binding: &Binding) -> String {
    let defect = item.defect.as_ref();
    if let Some(whole) = defect
        .filter(|d| d.property.is_empty())
        .and_then(|d| d.text.as_ref())
    {
        return whole.clone();
    }
    let mut members: Vec<(String, String)> = fixed_members(batch, item.key, binding);
    members.extend(
        item.values
            .iter()
            .map(|(name, value)| (name.clone(), value.to_string())),
    );
    if let Some(defect) = defect {
        let at = members
            .iter()
            .position(|(name, _)| *name == defect.property);
        match (&defect.text, at) {
            (Some(text), Some(at)) => members[at].1.clone_from(text),
            (Some(text), None) => members.push((defect.property.clone(), text.clone())),
            (None, Some(at)) => drop(members.remove(at)),
            (None, None) => {}
        }
    }
    let members: Vec<String> = members
        .iter()
        .map(|(name, text)| format!("{}:{text}", json!(name)))
        .collect();
    format!("{{{}}}", members.join(","))
}

/// The members that the binding decides: the key, and what repeats a path parameter.
fn fixed_members(batch: &BatchOperation, key: Symbol, binding: &Binding) -> Vec<(String, String)> {
    let of_key = binding.keys.get(key.0);
    let mut members = Vec::new();
    for property in &batch.item.properties {
        let value = match of_key.and_then(|k| k.get(&property.name)) {
            Some(value) => Some(value.clone()),
            None => batch
                .bound_to(&property.name)
                .and_then(|parameter| binding.parameters.get(parameter))
                .map(|text| typed(&property.kind, text)),
        };
        members.extend(value.map(|v| (property.name.clone(), v.to_string())));
    }
    members
}

impl From<Carrier> for crate::transcript::SlotPlace {
    fn from(carrier: Carrier) -> Self {
        match carrier {
            Carrier::Header(name) => Self::Header(name),
            Carrier::Query(name) => Self::Query(name),
            Carrier::Cookie(name) => Self::Cookie(name),
            Carrier::Authorization(scheme) => Self::Authorization(scheme),
        }
    }
}
