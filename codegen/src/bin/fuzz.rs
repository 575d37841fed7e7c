//! Mutates descriptions and gives them to the whole pipeline: `fuzz MINUTES SEED WORK-FOLDER CORPUS-FOLDER SEEDS...`.
//! An input that is answered with something not seen before is made smaller, kept and mutated further. Ends with 1 at the first
//! panic, the first file that is no Rust, or the first input that takes longer than ten seconds; the input stands
//! in the work folder, also when the process itself dies.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};
use std::{env, fs, panic};

use codegen::emit::Options;
use codegen::{Input, generate};
use serde_json::{Map, Value, json};

/// Larger inputs make it slow, and find nothing that smaller ones do not.
const MAX_BYTES: usize = 20_000;
const PATIENCE: Duration = Duration::from_secs(10);
/// How often an input that is kept is tried without one of its parts.
const MAX_TRIES: usize = 400;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(message) => {
            eprintln!("fuzz: {message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<ExitCode, String> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [minutes, seed, work, corpus, seeds @ ..] = arguments.as_slice() else {
        return Err(
            "usage: fuzz MINUTES SEED WORK-FOLDER CORPUS-FOLDER SEED-FOLDERS...".to_owned(),
        );
    };
    let minutes: f64 = minutes.parse().map_err(|_| "MINUTES is a number")?;
    let mut random = Random(seed.parse().map_err(|_| "SEED is a number")?);
    let (work, corpus) = (PathBuf::from(work), PathBuf::from(corpus));
    for folder in [&work, &corpus] {
        fs::create_dir_all(folder).map_err(|cause| format!("{}: {cause}", folder.display()))?;
    }
    let mut pool = Vec::new();
    for folder in seeds.iter().map(Path::new).chain([corpus.as_path()]) {
        pool.extend(read(folder)?);
    }
    panic::set_hook(Box::new(|_| {}));
    let mut seen = BTreeSet::new();
    for text in &pool {
        seen.extend(answer(text).unwrap_or_default());
    }
    println!("{} seeds, {} kinds of answers", pool.len(), seen.len());
    let (start, mut runs, mut kept) = (Instant::now(), 0_u64, 0);
    let end = Duration::from_secs_f64(minutes * 60.0);
    while start.elapsed() < end {
        let text = mutate(&pool, &mut random);
        if text.len() > MAX_BYTES {
            continue;
        }
        let last = work.join("last.txt");
        fs::write(&last, &text).map_err(|cause| format!("{}: {cause}", last.display()))?;
        let began = Instant::now();
        let outcome = answer(&text);
        runs += 1;
        let fault = match &outcome {
            Err(fault) => Some(fault.clone()),
            Ok(_) if began.elapsed() > PATIENCE => Some(format!("took {:?}", began.elapsed())),
            Ok(_) => None,
        };
        if let Some(fault) = fault {
            println!("{fault}: the input is {}", last.display());
            return Ok(ExitCode::from(1));
        }
        let fresh: Vec<String> = outcome
            .unwrap_or_default()
            .into_iter()
            .filter(|one| !seen.contains(one))
            .collect();
        if !fresh.is_empty() {
            let text = smaller(text, &fresh);
            seen.extend(fresh);
            kept += 1;
            let name = corpus.join(format!("{:016x}.txt", hash(&text)));
            fs::write(&name, &text).map_err(|cause| format!("{}: {cause}", name.display()))?;
            pool.push(text);
        }
    }
    println!(
        "{runs} inputs in {:.0} s, {kept} kept, {} kinds of answers, no fault",
        start.elapsed().as_secs_f64(),
        seen.len()
    );
    Ok(ExitCode::SUCCESS)
}

fn read(folder: &Path) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(folder).map_err(|cause| format!("{}: {cause}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let texts = paths
        .iter()
        .filter(|path| !path.to_string_lossy().ends_with("stderr.txt"))
        .filter_map(|path| fs::read_to_string(path).ok());
    Ok(texts.filter(|text| text.len() <= MAX_BYTES).collect())
}

/// What is said about a description, without the names in it; an error is a fault of the generator.
fn answer(text: &str) -> Result<Vec<String>, String> {
    let mut said = Vec::new();
    for strict in [false, true] {
        let options = Options {
            crate_name: "x".to_owned(),
            strict,
        };
        let name = "fuzz.yaml";
        let outcome = panic::catch_unwind(|| generate(Input { name, text }, &[], &options))
            .map_err(|_| "a panic".to_owned())?;
        let (found, made) = match outcome {
            Ok(output) => (output.warnings, true),
            Err(found) => (found, false),
        };
        panic::catch_unwind(|| found.render_plain())
            .map_err(|_| "a panic in rendering".to_owned())?;
        if let Some(internal) = found.iter().find(|one| one.code == "internal") {
            return Err(internal.message.clone());
        }
        let shape = |message: &str| {
            let parts = message.split('`').step_by(2);
            parts.collect::<Vec<_>>().join("_")
        };
        said.extend(
            found
                .iter()
                .map(|one| format!("{made} {} {}", one.code, shape(&one.message))),
        );
    }
    Ok(said)
}

/// The input without what `wanted` is answered without, as far as a few hundred tries tell.
fn smaller(text: String, wanted: &[String]) -> String {
    let enough =
        |text: &str| answer(text).is_ok_and(|said| wanted.iter().all(|one| said.contains(one)));
    let Ok(mut value) = serde_json::from_str::<Value>(&text) else {
        let mut lines: Vec<&str> = text.lines().collect();
        for at in (0..lines.len()).rev().take(MAX_TRIES) {
            let line = lines.remove(at);
            if !enough(&lines.join("\n")) {
                lines.insert(at, line);
            }
        }
        let joined = lines.join("\n");
        return if enough(&joined) { joined } else { text };
    };
    let mut places = pointers(&value);
    // What holds others goes first.
    places.sort_by_key(|at| at.matches('/').count());
    for at in places.into_iter().skip(1).take(MAX_TRIES) {
        let mut candidate = value.clone();
        let (parent, last) = at.rsplit_once('/').unwrap_or_default();
        let key = last.replace("~1", "/").replace("~0", "~");
        let removed = match candidate.pointer_mut(parent) {
            Some(Value::Object(members)) => members.shift_remove(&key).is_some(),
            Some(Value::Array(items)) => match key.parse() {
                Ok(index) if index < items.len() => {
                    items.remove(index);
                    true
                }
                _ => false,
            },
            _ => false,
        };
        if removed && enough(&candidate.to_string()) {
            value = candidate;
        }
    }
    let whole = value.to_string();
    if enough(&whole) { whole } else { text }
}

fn mutate(pool: &[String], random: &mut Random) -> String {
    let text = random.pick(pool).clone();
    let mut value = match serde_json::from_str::<Value>(&text) {
        Ok(value) => value,
        Err(_) => match description::load::load("seed.yaml", &text) {
            Ok(document) if random.below(5) > 0 => document.value,
            _ => return scramble(&text, pool, random),
        },
    };
    for _ in 0..=random.below(4) {
        let pointers = pointers(&value);
        let at = random.pick(&pointers).clone();
        let other = random.pick(&pointers).clone();
        let donor = random.pick(pool);
        let donor = description::load::load("donor.yaml", donor).map(|one| one.value);
        let new = match random.below(7) {
            0 => value.pointer(&other).cloned().unwrap_or_default(),
            1 => json!({ "$ref": format!("#{other}") }),
            2 => json!([value.pointer(&at).cloned().unwrap_or_default()]),
            3 => match donor {
                Ok(donor) => {
                    let from = random.pick(&self::pointers(&donor)).clone();
                    donor.pointer(&from).cloned().unwrap_or_default()
                }
                Err(_) => Value::Null,
            },
            _ => scalar(random),
        };
        let key = text_of(random);
        let Some(target) = value.pointer_mut(&at) else {
            continue;
        };
        match (random.below(4), target) {
            (0, Value::Object(members)) => {
                let member = members
                    .keys()
                    .nth(random.below(members.len().max(1)))
                    .cloned();
                if let Some(member) = member {
                    members.shift_remove(&member);
                }
            }
            (1, Value::Object(members)) => {
                members.insert(key, new);
            }
            (2, Value::Object(members)) => {
                let renamed: Map<String, Value> = std::mem::take(members)
                    .into_iter()
                    .map(|(old, member)| {
                        if random.below(4) == 0 {
                            (key.clone(), member)
                        } else {
                            (old, member)
                        }
                    })
                    .collect();
                *members = renamed;
            }
            (0, Value::Array(items)) => items.clear(),
            (1, Value::Array(items)) => items.push(new),
            (_, target) => *target = new,
        }
    }
    value.to_string()
}

/// Cuts, doubles and mixes lines and bytes.
fn scramble(text: &str, pool: &[String], random: &mut Random) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let other: Vec<&str> = random.pick(pool).lines().collect();
    for _ in 0..=random.below(3) {
        let at = random.below(lines.len().max(1));
        match random.below(4) {
            0 if at < lines.len() => {
                lines.remove(at);
            }
            1 if !other.is_empty() => lines.insert(at, other[random.below(other.len())]),
            2 if at < lines.len() => lines.insert(at, lines[at]),
            _ => lines.truncate(at.max(1)),
        }
    }
    let mut characters: Vec<char> = lines.join("\n").chars().collect();
    for _ in 0..random.below(4) {
        let at = random.below(characters.len().max(1));
        if at < characters.len() {
            characters[at] = *random.pick(&[
                '{', '}', '[', ']', ':', '-', '#', '&', '*', '\'', '"', ' ', '\n', '\t', '0',
                '\u{0}', '\u{feff}', '|',
            ]);
        }
    }
    characters.into_iter().collect()
}

fn pointers(value: &Value) -> Vec<String> {
    let (mut found, mut todo) = (Vec::new(), vec![(String::new(), value)]);
    while let Some((at, value)) = todo.pop() {
        match value {
            Value::Object(members) => {
                todo.extend(
                    members
                        .iter()
                        .map(|(key, one)| (description::pointer::join(&at, key), one)),
                );
            }
            Value::Array(items) => {
                todo.extend(
                    items
                        .iter()
                        .enumerate()
                        .map(|(index, one)| (format!("{at}/{index}"), one)),
                );
            }
            _ => {}
        }
        found.push(at);
    }
    found
}

fn scalar(random: &mut Random) -> Value {
    match random.below(9) {
        0 => Value::Null,
        1 => json!(random.below(2) == 0),
        2 => json!(i64::MAX),
        3 => json!(-1),
        4 => json!(1e300),
        5 => json!(random.below(400)),
        6 => json!({}),
        7 => json!([]),
        _ => Value::String(text_of(random)),
    }
}

fn text_of(random: &mut Random) -> String {
    const TEXTS: [&str; 48] = [
        "",
        " ",
        "type",
        "string",
        "integer",
        "object",
        "array",
        "null",
        "number",
        "boolean",
        "format",
        "int32",
        "int64",
        "binary",
        "byte",
        "date",
        "uuid",
        "enum",
        "items",
        "properties",
        "required",
        "allOf",
        "oneOf",
        "anyOf",
        "not",
        "nullable",
        "default",
        "pattern",
        "(?=a)",
        "[",
        "const",
        "$ref",
        "#",
        "#/",
        "#/paths",
        "minimum",
        "discriminator",
        "additionalProperties",
        "*/",
        "\"#",
        "{}",
        "/{a}",
        "/{a}/{b}?c={d}#e",
        "x-batch-upsert",
        "\u{202e}é\u{0}",
        "self",
        "_",
        "200",
    ];
    (*random.pick(&TEXTS)).to_owned()
}

fn hash(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}

/// SplitMix64: the same seed gives the same inputs anywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit.max(1)).unwrap_or(1);
        usize::try_from(self.next() % limit).unwrap_or_default()
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}
