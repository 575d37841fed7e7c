//! Generated code and an independent validator of JSON Schema agree about what a schema allows: on random schemas in
//! both versions, with instances made for them, and on the cases of the JSON-Schema-Test-Suite when a folder of them
//! is given. A program of its own, built from `tests/agreement/`, compares; what differs on purpose is listed there.
//! `cargo xtask agreement` is the same at a larger scale.

#[path = "../agreement/random.rs"]
mod random;
mod schemas;
mod suite;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use codegen::emit::Options;
use codegen::{Input, generate};
use random::Random;
use serde_json::{Map, Value, json};

const MANIFEST: &str = r#"[workspace]
resolver = "3"
members = ["old", "new", "suite", "judge"]

[profile.dev]
debug = false
incremental = false
[profile.release]
opt-level = 1
codegen-units = 16
"#;

const JUDGE: &str = r#"[package]
name = "judge"
version = "0.0.0"
edition = "2024"

[dependencies]
old = { path = "../old", default-features = false }
new = { path = "../new", default-features = false }
suite = { path = "../suite", default-features = false }
jsonschema = { version = "=0.60.2", default-features = false }
serde_json = { version = "1", features = ["preserve_order"] }
"#;

/// What is judged, and by which generated type.
struct Subject {
    reader: String,
    /// Where the schema stands, in the dialect of 2020-12.
    schema: String,
    components: usize,
    cases: Vec<Value>,
}

/// A description, the schemas in it as an independent validator takes them, and how instances stand in it.
struct Group {
    name: &'static str,
    version: &'static str,
    written: Map<String, Value>,
    meant: Map<String, Value>,
}

/// How much is tried, and where.
struct Scale {
    schemas: usize,
    instances: usize,
    seed: usize,
    /// By `cargo xtask agreement`.
    large: bool,
    folder: PathBuf,
}

impl Scale {
    fn chosen() -> Self {
        let number = |name: &str, usual: usize| match env::var(name) {
            Ok(text) => text
                .parse()
                .unwrap_or_else(|_| panic!("{name} is a number")),
            Err(_) => usual,
        };
        let large = env::var_os("AGREEMENT_SCHEMAS").is_some();
        Self {
            schemas: number("AGREEMENT_SCHEMAS", 120),
            instances: number("AGREEMENT_INSTANCES", 10_000),
            seed: number("AGREEMENT_SEED", 1),
            large,
            folder: match large {
                true => root().join("target/agreement"),
                false => Path::new(env!("CARGO_TARGET_TMPDIR")).join("agreement"),
            },
        }
    }
}

#[test]
fn generated_code_and_an_independent_validator_agree() {
    let scale = Scale::chosen();
    let folder = &scale.folder;
    let cases = match env::var_os("AGREEMENT_SUITE") {
        Some(folder) => suite::cases(Path::new(&folder)),
        None => Vec::new(),
    };
    let (mut subjects, mut components, mut table) = (Vec::new(), Vec::new(), String::new());
    for group in groups(&scale, &cases) {
        let reported = write_crate(folder, &group);
        for (index, name) in group.meant.keys().enumerate() {
            if reported.contains(name) {
                continue;
            }
            subjects.push(Subject {
                reader: format!("{}::W{index}", group.name),
                schema: format!("#/components/schemas/W{index}"),
                components: components.len(),
                cases: match group.name {
                    "suite" => cases[index].tests.clone(),
                    _ => Vec::new(),
                },
            });
            let _ = writeln!(table, "    reader!({}, W{index}),", group.name);
        }
        println!(
            "{}: {} of {} schemas are made of what generated code enforces",
            group.name,
            group.meant.len() - reported.len(),
            group.meant.len()
        );
        assert!(group.name == "suite" || reported.len() * 5 < group.meant.len());
        components.push(json!({ "schemas": with_wrappers(&group.meant) }));
    }
    let subjects: Vec<Value> = subjects
        .iter()
        .map(|one| json!({ "reader": one.reader, "schema": one.schema, "components": one.components, "cases": one.cases }))
        .collect();
    let whole = json!({ "components": components, "subjects": subjects });
    super::write(&folder.join("subjects.json"), &whole.to_string());
    write_judge(folder, &table);
    judge(&scale);
}

/// Random schemas in both versions, and those of the suite.
fn groups(scale: &Scale, cases: &[suite::Case]) -> [Group; 3] {
    let mut random = Random(u64::try_from(scale.seed).unwrap_or_default());
    let meant = schemas::schemas(scale.schemas, true, &mut random);
    let mut written = meant.clone();
    written.values_mut().for_each(schemas::down);
    let old = Group {
        name: "old",
        version: "3.0.3",
        written,
        meant,
    };
    let meant = schemas::schemas(scale.schemas, false, &mut random);
    let new = Group {
        name: "new",
        version: "3.1.0",
        written: meant.clone(),
        meant,
    };
    let meant: Map<String, Value> = (0..)
        .zip(cases)
        .map(|(index, case)| (format!("S{index}"), case.schema.clone()))
        .collect();
    let suite = Group {
        name: "suite",
        version: "3.1.0",
        written: meant.clone(),
        meant,
    };
    [old, new, suite]
}

/// Writes the program that compares, with the readers of the table.
fn write_judge(folder: &Path, table: &str) {
    super::write(&folder.join("Cargo.toml"), MANIFEST);
    super::write(&folder.join("judge/Cargo.toml"), JUDGE);
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    super::write(&folder.join("Cargo.lock"), &lock);
    let own = root().join("codegen/tests/agreement");
    for file in ["main.rs", "instances.rs", "kinds.rs", "random.rs"] {
        let from = if file == "main.rs" { "judge.rs" } else { file };
        let text = fs::read_to_string(own.join(from)).unwrap();
        super::write(&folder.join("judge/src").join(file), &text);
    }
    let table = format!(
        "//! One reader for each schema.\n\nuse super::{{Reader, reader}};\n\npub(crate) const READERS: &[(&str, Reader)] = &[\n{table}];\n"
    );
    super::write(&folder.join("judge/src/table.rs"), &table);
}

/// Builds the program that compares, and runs it.
fn judge(scale: &Scale) {
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--quiet", "--offline", "--package", "judge"]);
    if scale.large {
        command.arg("--release");
    }
    let output = command
        .args([
            "--",
            "subjects.json",
            &scale.instances.to_string(),
            &scale.seed.to_string(),
        ])
        .current_dir(&scale.folder)
        .env("CARGO_TARGET_DIR", scale.folder.join("target"))
        .env("RUSTFLAGS", "-Dwarnings")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .output()
        .unwrap();
    print!("{}", String::from_utf8_lossy(&output.stdout));
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Each schema in a member, an item or a value of a map: limits hold wherever they stand.
fn with_wrappers(schemas: &Map<String, Value>) -> Map<String, Value> {
    let mut all = schemas.clone();
    for (index, name) in schemas.keys().enumerate() {
        let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
        let inside = match index % 3 {
            0 => reference,
            1 => json!({ "type": "array", "items": reference }),
            _ => json!({ "type": "object", "additionalProperties": reference }),
        };
        let wrapper = json!({ "type": "object", "properties": { "v": inside }, "required": ["v"] });
        all.insert(format!("W{index}"), wrapper);
    }
    all
}

/// Writes the crate of a group; the schemas about which something was reported, and those that refer to them.
fn write_crate(folder: &Path, group: &Group) -> BTreeSet<String> {
    let text = json!({
        "openapi": group.version,
        "info": { "title": group.name, "version": "1" },
        "paths": {},
        "components": { "schemas": with_wrappers(&group.written) },
    })
    .to_string();
    let options = Options {
        crate_name: group.name.to_owned(),
        ..Options::default()
    };
    let input = Input {
        name: "schemas.json",
        text: &text,
    };
    let output = generate(input, &[], &options).unwrap_or_else(|found| panic!("{found}"));
    for (path, text) in output.files.iter() {
        super::write(&folder.join(group.name).join(path), text);
    }
    let pointers = output
        .warnings
        .iter()
        .filter_map(|one| one.pointer.as_deref());
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for one in &output.warnings {
        *reasons.entry(one.message.as_str()).or_default() += 1;
    }
    for (reason, count) in reasons {
        println!("{}: {count} times {reason}", group.name);
    }
    let mut reported: BTreeSet<String> = pointers
        .filter_map(|at| at.strip_prefix("/components/schemas/")?.split('/').next())
        .map(str::to_owned)
        .collect();
    let mut last = Vec::from_iter(reported.clone());
    while let Some(name) = last.pop() {
        let needles = ["\"", "/"].map(|end| format!("#/components/schemas/{name}{end}"));
        for (other, schema) in &group.written {
            let text = schema.to_string();
            if needles.iter().any(|needle| text.contains(needle)) && reported.insert(other.clone())
            {
                last.push(other.clone());
            }
        }
    }
    reported.retain(|name| group.meant.contains_key(name));
    reported
}
