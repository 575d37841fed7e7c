//! Numbers to keys: the part of a key with most values follows the number, the others stay as they are unless they are
//! needed to tell keys apart. Leaves to the server what the server assigns.

use serde_json::{Map, Value, json};

use crate::contract::{Key, Kind, SPACIOUS, sample};

/// How far behind a number the one is that differs from it in part `part` only; none where the number does not tell parts
/// but the first one.
pub(super) fn stride(key: &Key, part: usize) -> Option<u64> {
    let free = key.by_space();
    let before = free
        .iter()
        .take(part)
        .map(|before| before.kind.values().max(1));
    let first_suffices = free
        .first()
        .is_none_or(|first| first.kind.values() >= SPACIOUS);
    (!first_suffices).then(|| before.fold(1, u64::saturating_mul))
}

/// The free parts of key number `number`. Different numbers below [`Key::space`] give different keys,
/// but for texts that match a pattern. Part `varied` is another one than usual, counted from the most spacious, which is 0
/// and is not varied.
pub(super) fn parts(key: &Key, number: i64, varied: usize) -> Map<String, Value> {
    let free = key.by_space();
    let mut parts = Map::new();
    let mut left = number.unsigned_abs();
    let mut spacious = false;
    for (n, property) in free.iter().enumerate() {
        let values = property.kind.values().max(1);
        let value = if key.assigned.as_ref() == Some(&property.name) {
            Value::Null
        } else if n == 0 {
            first(&property.kind, number)
        } else {
            let usual = if spacious { 0 } else { left % values };
            other(&property.kind, usual + u64::from(n == varied))
        };
        spacious |= values >= SPACIOUS;
        left /= values;
        parts.insert(property.name.clone(), value);
    }
    parts
}

/// The part that follows the number.
fn first(kind: &Kind, number: i64) -> Value {
    match kind {
        Kind::Integer { min, max, .. } if (*min..=*max).contains(&number) => json!(number),
        Kind::Number => json!(number),
        Kind::Text { min, max } => {
            let digits = base36(number.unsigned_abs());
            let most = max.unwrap_or(usize::MAX);
            json!(padded(&digits[digits.len().saturating_sub(most)..], *min))
        }
        Kind::Pattern { .. } => sample(kind, number.unsigned_abs()),
        Kind::Uuid => json!(format!(
            "00000000-0000-4000-8000-{:012x}",
            number.unsigned_abs() & 0xffff_ffff_ffff
        )),
        _ => {
            let values = i64::try_from(kind.values().max(1)).unwrap_or(i64::MAX);
            other(kind, number.rem_euclid(values).unsigned_abs())
        }
    }
}

/// Value number `digit` of a part, counted from 0.
fn other(kind: &Kind, digit: u64) -> Value {
    let signed = i64::try_from(digit).unwrap_or(0);
    match kind {
        Kind::Integer { .. } => json!(kind.lowest().saturating_add(signed)),
        Kind::Number => json!(digit),
        Kind::Boolean => json!(digit == 1),
        Kind::DateTime | Kind::Date => {
            let day = jiff::civil::date(1990, 1, 1)
                .saturating_add(jiff::Span::new().days(signed.rem_euclid(20_000)));
            json!(if *kind == Kind::Date {
                day.to_string()
            } else {
                format!("{day}T00:00:00Z")
            })
        }
        Kind::Enumeration(values) => {
            let at = usize::try_from(digit).unwrap_or(0);
            values.get(at).cloned().unwrap_or(Value::Null)
        }
        Kind::Text { min, .. } => json!(padded(&base36(digit), *min)),
        Kind::Pattern { .. } | Kind::Uuid => first(kind, signed),
        Kind::Other => json!(base36(digit)),
    }
}

/// `digits` with zeros before them, `least` characters at least.
fn padded(digits: &str, least: usize) -> String {
    format!("{digits:0>least$}")
}

fn base36(number: u64) -> String {
    let mut left = number;
    let mut digits = Vec::new();
    loop {
        let digit = u32::try_from(left % 36).unwrap_or(0);
        digits.push(
            char::from_digit(digit, 36)
                .unwrap_or('0')
                .to_ascii_uppercase(),
        );
        left /= 36;
        if left == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}
