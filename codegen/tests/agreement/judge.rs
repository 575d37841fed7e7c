//! Holds generated code against an independent validator: `judge SUBJECTS INSTANCES SEED`. Says how often they agree,
//! and which kinds of differences there are; ends with 1 when one is not in the list of known ones, or when more than
//! one in a thousand differs.

mod instances;
mod kinds;
mod random;
mod table;

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::Instant;
use std::{env, fs};

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

use kinds::Difference;
use random::Random;

/// Reads an instance; an error lists pointers and keywords.
pub(crate) type Reader = fn(&Value) -> Result<(), Vec<(String, &'static str)>>;

/// A generated type as a name and a reader.
macro_rules! reader {
    ($from:ident, $name:ident) => {
        (
            concat!(stringify!($from), "::", stringify!($name)),
            |value| {
                let decode = <$from::types::$name as $from::support::json::FromJson>::from_json;
                let outcome = $from::support::json::read(value, decode);
                let told = |one: &$from::support::json::Violation| (one.pointer.clone(), one.code);
                outcome
                    .map(drop)
                    .map_err(|found| found.as_slice().iter().map(told).collect())
            },
        )
    };
}
pub(crate) use reader;

struct Subject<'a> {
    name: &'a str,
    read: Reader,
    schema: &'a Value,
    components: &'a Value,
    validator: Validator,
    /// The same after what is read as something else on purpose was rewritten.
    lenient: Validator,
}

/// What was counted.
#[derive(Default)]
struct Tally {
    valid: u64,
    invalid: u64,
    /// Each kind with its count and the first instance.
    kinds: BTreeMap<&'static str, (u64, String)>,
    unknown: Vec<String>,
    unknown_count: u64,
}

impl Tally {
    fn all(&self) -> u64 {
        let known: u64 = self.kinds.values().map(|(count, _)| count).sum();
        self.valid + self.invalid + known + self.unknown_count
    }

    /// Counts one instance about which `expected` is what should be said.
    fn count(&mut self, subject: &Subject<'_>, instance: &Value, expected: bool, what: &str) {
        let read = (subject.read)(instance);
        match (read.is_ok(), expected) {
            (true, true) => return self.valid += 1,
            (false, false) => return self.invalid += 1,
            _ => {}
        }
        let errors = subject.validator.iter_errors(instance);
        let errors = errors.map(|error| {
            (
                error.instance_path().to_string(),
                error.kind().keyword().to_owned(),
            )
        });
        let same = |validator: &Validator| {
            (subject.read)(instance).is_ok() == validator.is_valid(instance)
        };
        let agree =
            |other: &Value| (subject.read)(other).is_ok() == subject.validator.is_valid(other);
        let difference = Difference {
            agree: &agree,
            merged: same(&subject.lenient),
            schema: subject.schema,
            components: subject.components,
            instance,
            ours: read.err().unwrap_or_default(),
            theirs: errors.collect(),
        };
        let shown = format!("{} {what}: {}", subject.name, difference.shown());
        match kinds::known(&difference) {
            Some(kind) => self.kinds.entry(kind).or_insert((0, shown)).0 += 1,
            None => {
                self.unknown_count += 1;
                if self.unknown.len() < 20 {
                    self.unknown.push(shown);
                }
            }
        }
    }

    fn report(&self, title: &str, seconds: f64) -> bool {
        let (all, agreed) = (self.all(), self.valid + self.invalid);
        if all == 0 {
            return true;
        }
        println!(
            "{title}: {agreed} of {all} agree ({:.3} %): {} allowed, {} refused by both, in {seconds:.0} s",
            100.0 * agreed as f64 / all as f64,
            self.valid,
            self.invalid
        );
        for (kind, (count, example)) in &self.kinds {
            println!("  {count:>6}  {kind}\n          for example {example}");
        }
        for one in &self.unknown {
            println!("  unknown difference: {one}");
        }
        self.unknown_count == 0
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(message) => {
            eprintln!("judge: {message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<bool, String> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [file, instances, seed] = arguments.as_slice() else {
        return Err("usage: judge SUBJECTS INSTANCES SEED".to_owned());
    };
    let text = fs::read_to_string(file).map_err(|cause| format!("{file}: {cause}"))?;
    let whole: Value = serde_json::from_str(&text).map_err(|cause| format!("{file}: {cause}"))?;
    let instances: usize = instances.parse().map_err(|_| "INSTANCES is a number")?;
    let mut random = Random(seed.parse().map_err(|_| "SEED is a number")?);
    let groups: Vec<Value> = whole["components"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|group| {
            let mut group = group.clone();
            ranges(&mut group);
            group
        })
        .collect();
    let (mut subjects, mut suite) = (Vec::new(), Tally::default());
    let began = Instant::now();
    let listed = whole["subjects"].as_array().map_or(&[][..], Vec::as_slice);
    for (one, (name, read)) in listed.iter().zip(table::READERS) {
        if one["reader"] != *name {
            return Err(format!("{} is not {name}", one["reader"]));
        }
        let components = one["components"]
            .as_u64()
            .and_then(|at| groups.get(usize::try_from(at).ok()?))
            .ok_or_else(|| format!("{name} has no components"))?;
        let schema = components
            .pointer(
                one["schema"]
                    .as_str()
                    .unwrap_or_default()
                    .trim_start_matches("#/components"),
            )
            .ok_or_else(|| format!("{name} has no schema"))?;
        let subject = Subject {
            name,
            read: *read,
            schema,
            components,
            validator: validator(&one["schema"], components)
                .map_err(|cause| format!("{name}: {cause}"))?,
            lenient: validator(&one["schema"], &kinds::merged(components))
                .map_err(|cause| format!("{name}: {cause}"))?,
        };
        let cases = one["cases"].as_array().map_or(&[][..], Vec::as_slice);
        for case in cases {
            let instance = instances::wrap(schema, &case[1]);
            let what = case[0].as_str().unwrap_or_default();
            suite.count(&subject, &instance, case[2] == true, what);
        }
        if cases.is_empty() {
            subjects.push(subject);
        }
    }
    if subjects.is_empty() {
        return Err("there is nothing to judge".to_owned());
    }
    let suite_is_fine = suite.report("the JSON-Schema-Test-Suite", began.elapsed().as_secs_f64());
    let (mut tally, began) = (Tally::default(), Instant::now());
    for number in 0..instances {
        let subject = &subjects[number % subjects.len()];
        let instance = instances::instance(subject.schema, subject.components, &mut random);
        let expected = subject.validator.is_valid(&instance);
        tally.count(subject, &instance, expected, "");
    }
    let seconds = began.elapsed().as_secs_f64();
    let fine = tally.report(&format!("{} random schemas", subjects.len()), seconds);
    let differences = tally.all() - tally.valid - tally.invalid;
    let both = tally.valid * 10 > tally.all() && tally.invalid * 10 > tally.all();
    if !both {
        println!("too few instances are valid, or invalid, for this to say much");
    }
    Ok(fine && suite_is_fine && both && differences * 1000 <= tally.all())
}

/// JSON Schema has no integers of a fixed width: the formats become limits.
fn ranges(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(ranges),
        Value::Object(members) => {
            let range = match members.get("format").and_then(Value::as_str) {
                Some("int32") => Some((json!(i32::MIN), json!(i32::MAX))),
                Some("int64") => Some((json!(i64::MIN), json!(i64::MAX))),
                _ => None,
            };
            members.values_mut().for_each(ranges);
            if let Some((least, most)) = range {
                let mut whole = json!({ "minimum": least, "maximum": most });
                std::mem::swap(
                    members,
                    whole.as_object_mut().unwrap_or(&mut Default::default()),
                );
                let inner = std::mem::take(&mut whole);
                members.insert("allOf".to_owned(), json!([inner]));
            }
        }
        _ => {}
    }
}

/// The schemas that one leads to; a validator keeps a copy of what it is given.
fn needed(reference: &Value, components: &Value) -> Value {
    let mut found = serde_json::Map::new();
    let mut todo = vec![reference.to_string()];
    while let Some(text) = todo.pop() {
        for rest in text.split("#/components/schemas/").skip(1) {
            let name = rest.split(['"', '/']).next().unwrap_or_default();
            let schema = &components["schemas"][name];
            if !schema.is_null() && !found.contains_key(name) {
                found.insert(name.to_owned(), schema.clone());
                todo.push(schema.to_string());
            }
        }
    }
    Value::Object(found)
}

fn validator(reference: &Value, components: &Value) -> Result<Validator, String> {
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .with_format("byte", kinds::is_base64)
        .build(&json!({ "$ref": reference, "components": { "schemas": needed(reference, components) } }))
        .map_err(|cause| cause.to_string())
}
