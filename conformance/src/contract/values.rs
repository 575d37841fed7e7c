//! Values that any server of the contract accepts: random ones, always the same one by its number, and samples of schemas.
//! They stay away from what correct servers differ on: blanks at the ends, control characters, decomposed letters, extreme
//! numbers.

use description::schema::Bound;
use description::{SchemaId, Schemas};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

use super::shape::{Folded, fold};
use super::{Kind, Property};

/// Random values that any server of this contract accepts and gives back.
pub(crate) fn valid(property: &Property) -> BoxedStrategy<Value> {
    match &property.kind {
        Kind::Integer { min, max, .. } => ((*min).max(0)..=(*max).min(100).max(*min))
            .prop_map(Value::from)
            .boxed(),
        Kind::Number => (0..=10_000i32)
            .prop_map(|n| json!(f64::from(n) / 4.0))
            .boxed(),
        Kind::Boolean => any::<bool>().prop_map(Value::from).boxed(),
        Kind::Text { min, max } => text((*min).max(1), max.unwrap_or(40).min(40))
            .prop_map(Value::from)
            .boxed(),
        Kind::DateTime => instant().boxed(),
        Kind::Date => (1970i16..2099, 1i8..=12, 1i8..=28)
            .prop_map(|(y, m, d)| json!(format!("{y:04}-{m:02}-{d:02}")))
            .boxed(),
        Kind::Uuid => any::<u128>().prop_map(uuid).boxed(),
        Kind::Pattern { regex, min, max } => matching(regex, *min, *max).map_or_else(
            || Just(Value::Null).boxed(),
            |text| text.prop_map(Value::from).boxed(),
        ),
        Kind::Enumeration(values) if !values.is_empty() => {
            proptest::sample::select(values.clone()).boxed()
        }
        Kind::Enumeration(_) | Kind::Other => Just(Value::Null).boxed(),
    }
}

/// Whether [`valid`] can draw values for it.
pub(crate) fn is_drawn(property: &Property) -> bool {
    !matches!(&property.kind, Kind::Other)
        && !matches!(&property.kind, Kind::Pattern { regex, min, max } if matching(regex, *min, *max).is_none())
        && !matches!(&property.kind, Kind::Enumeration(v) if v.is_empty())
}

/// Value number `number` of `kind`, always the same one; null where nothing is known to draw from.
pub(crate) fn sample(kind: &Kind, number: u64) -> Value {
    let property = Property {
        name: String::new(),
        required: true,
        nullable: false,
        kind: kind.clone(),
        read_only: false,
        shown: true,
    };
    let mut seed = [7u8; 32];
    seed[..8].copy_from_slice(&number.to_le_bytes());
    let mut runner = TestRunner::new_with_rng(
        Config {
            failure_persistence: None,
            ..Config::default()
        },
        TestRng::from_seed(RngAlgorithm::ChaCha, &seed),
    );
    let tree = valid(&property).new_tree(&mut runner);
    tree.map_or(Value::Null, |tree| tree.current())
}

fn uuid(bits: u128) -> Value {
    // version 4, variant 10 (RFC 9562, 5.4)
    let bits = bits & !(0xf << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62);
    let hex = format!("{bits:032x}");
    json!(format!(
        "{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    ))
}

/// Text that matches a regular expression as a whole and has a length between two bounds; none where the expression
/// uses what the generator has not, such as looking ahead.
fn matching(
    regex: &str,
    min: usize,
    max: Option<usize>,
) -> Option<impl Strategy<Value = String> + use<>> {
    let bare = regex.trim_start_matches('^');
    let bare = bare
        .strip_suffix('$')
        .filter(|left| !left.ends_with('\\'))
        .unwrap_or(bare);
    let strategy = proptest::string::string_regex(bare).ok()?;
    let fits = move |text: &String| {
        let length = text.chars().count();
        length >= min && max.is_none_or(|max| length <= max)
    };
    Some(strategy.prop_filter("a length between the bounds", fits))
}

fn instant() -> impl Strategy<Value = Value> {
    (0i64..4_000_000_000)
        .prop_filter_map("a time", |s| jiff::Timestamp::from_second(s).ok())
        .prop_map(|t| Value::from(t.to_string()))
}

/// Text of `min` to `max` code points; the ends are never blank.
fn text(min: usize, max: usize) -> impl Strategy<Value = String> {
    let inner = prop_oneof![
        12 => proptest::char::range('a', 'z'),
        4 => proptest::char::range('A', 'Z'),
        4 => proptest::char::range('0', '9'),
        2 => proptest::sample::select(vec!['-', '.', '\'', '"', '\\', '<', '>', '&', '%', ';', '/']),
        1 => proptest::sample::select(vec!['ä', 'ß', 'é', 'ñ', 'Ж', '名', '語', '한']),
        1 => proptest::sample::select(vec!['𝄞', '🦀', '𠮷']),
    ];
    proptest::collection::vec(inner, min..=max.max(min))
        .prop_map(|chars| chars.into_iter().collect())
}

/// A value as text, without the quotes of a JSON string.
pub fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// What a value has to look like that has no members.
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar {
    /// what it holds
    pub kind: Kind,
    /// `format`
    pub format: Option<String>,
    /// a value that the description names: an example, the only one, or the default
    pub shown: Option<Value>,
    /// the smallest and the largest number
    limits: (Option<f64>, Option<f64>),
}

impl Scalar {
    pub(super) fn read(schema: &Folded<'_>) -> Self {
        let number = |bound: &Bound| bound.value.as_f64();
        Self {
            kind: Kind::read(schema),
            format: schema.format().map(str::to_owned),
            shown: schema.shown().cloned(),
            limits: (
                schema.last(|part| number(part.number.minimum.as_ref()?)),
                schema.last(|part| number(part.number.maximum.as_ref()?)),
            ),
        }
    }

    /// A value of it; text where nothing else is known.
    pub fn sample(&self) -> Value {
        if let Some(shown) = &self.shown {
            return shown.clone();
        }
        match &self.kind {
            Kind::Number => json!(self.limits.0.or(self.limits.1).unwrap_or(1.0)),
            Kind::Other => match self.format.as_deref() {
                Some("email") => json!("someone@example.org"),
                Some("uri" | "url") => json!("https://example.org/"),
                _ => json!("text"),
            },
            kind => sample(kind, 0),
        }
    }
}

/// A value of `schema` with nothing but what is required; whether it is valid is another question.
pub(super) fn sample_of(schemas: &Schemas, id: SchemaId, depth: usize) -> Value {
    let schema = fold(schemas, id);
    if let Some(shown) = schema.shown() {
        return shown.clone();
    }
    if let Some(first) = schema.branches().first() {
        return sample_of(schemas, *first, depth.saturating_sub(1));
    }
    if depth == 0 {
        return Value::Null;
    }
    if schema.is_object() {
        let member = |name: &str| {
            let Some(property) = schema.property(name) else {
                return Some((name.to_owned(), json!("text")));
            };
            let sent = !fold(schemas, property).is_read_only();
            sent.then(|| (name.to_owned(), sample_of(schemas, property, depth - 1)))
        };
        return Value::Object(schema.required().filter_map(member).collect());
    }
    if schema.is_array() {
        let least = schema.last(|part| part.array.min_items).unwrap_or(0).min(8);
        let item = schema
            .items()
            .map(|items| sample_of(schemas, items, depth - 1));
        return (0..least)
            .map(|_| item.clone().unwrap_or(json!("text")))
            .collect();
    }
    Scalar::read(&schema).sample()
}
