//! The oracles in words: the list, the explanations with their recorded examples, and the page that is kept fresh.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use conformance::campaign::campaign;
use conformance::explain;
use conformance::oracles::{ORACLES, find};
use conformance::snapshot::render;
use servers::Fault;

use crate::recordings::{conform, text};
use crate::support::{contract, options, runtime, server, target};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/oracles/examples")
}

/// The page is what the table says.
#[test]
fn the_page_of_the_oracles_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ORACLES.md");
    let page = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        page == explain::markdown(),
        "conformance/ORACLES.md is stale; write it again with\n\
         cargo run -p conformance -- oracles --markdown > conformance/ORACLES.md"
    );
}

#[test]
fn the_list_speaks_json_and_markdown() {
    let output = conform(&["oracles", "--json"]);
    let rows: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(rows.as_array().unwrap().len(), ORACLES.len());
    for member in ["id", "level", "claim", "why"] {
        assert!(
            rows[0][member]
                .as_str()
                .is_some_and(|text| !text.is_empty()),
            "{member}"
        );
    }
    let page = text(&conform(&["oracles", "--markdown"]).stdout);
    assert_eq!(page, explain::markdown());
    for oracle in ORACLES {
        assert!(
            page.contains(&format!("| `{}` | ", oracle.id)),
            "{}",
            oracle.id
        );
    }
    assert_eq!(
        conform(&["oracles", "--markdown", "--json"]).status.code(),
        Some(2)
    );
}

#[test]
fn every_oracle_is_explained() {
    for oracle in ORACLES {
        let text = explain::text(oracle);
        for part in [oracle.id, oracle.claim, oracle.why, oracle.level.word()] {
            assert!(text.contains(part), "{}: {part}", oracle.id);
        }
    }
    let shown = text(&conform(&["explain", "one-result-per-item"]).stdout);
    assert!(
        shown.contains("A violation") && shown.contains("> PUT "),
        "{shown}"
    );
}

#[test]
fn an_unknown_oracle_is_answered_with_near_ones() {
    for (asked, near) in [
        ("one-result-per-items", "one-result-per-item"),
        ("no-server-eror", "no-server-error"),
        ("isolated", "tenants-isolated"),
        ("zzzz", "`conform oracles`"),
    ] {
        let output = conform(&["explain", asked]);
        let shown = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2));
        assert!(shown.contains(near), "{asked}: {shown}");
    }
    let output = conform(&["explain", "a\u{1b}[31m"]);
    assert!(!output.stderr.contains(&0x1b));
}

/// Each example belongs to an oracle and is in the table. `UPDATE_EXAMPLES=1` records them anew: for each oracle the
/// smallest run that broke it, on the server with the fault that names the oracle where there is one.
#[test]
fn the_examples_are_those_of_the_table() {
    if std::env::var_os("UPDATE_EXAMPLES").is_some() {
        write(&record());
        return; // the table of this build is that of before
    }
    let mut files: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    files.sort_unstable();
    let known: Vec<&str> = explain::examples().collect();
    assert_eq!(
        files, known,
        "record the examples again: UPDATE_EXAMPLES=1 cargo test -p conformance the_examples_are"
    );
    for id in known {
        assert!(find(id).is_some(), "{id}.txt belongs to no oracle");
        let example = explain::example(id).unwrap();
        assert!(example.contains("\n> ") && example.contains("\n< "), "{id}");
        assert!(example.len() < 20_000, "{id}");
    }
}

/// What a run shows: how many faults it is away from the oracle's own, its length, the text.
type Example = (bool, usize, String);

fn record() -> BTreeMap<&'static str, String> {
    let contract = contract();
    let mut best: BTreeMap<&'static str, Example> = BTreeMap::new();
    runtime().block_on(async {
        for fault in Fault::all() {
            let server = server(Some(*fault)).await;
            let options = options(5, 900);
            let target = target(&server.base_url);
            let report = campaign(
                &contract,
                &target,
                &options,
                std::future::pending(),
                &mut |_| (),
            )
            .await;
            server.shutdown().await;
            for finding in report.findings {
                let Some(recorded) = finding.recorded else {
                    continue;
                };
                let transcript = &recorded.recording.transcript;
                let batch = &contract.batches[transcript.plan.operation];
                let mut text = String::new();
                let _ = writeln!(
                    text,
                    "A server that does this: {}.",
                    fault.what.trim_end_matches('.')
                );
                let _ = writeln!(text, "{}: {}\n", finding.about, finding.message);
                text.push_str(&render(batch, transcript));
                let example = (fault.found_by != finding.oracle, text.len(), text);
                let known = best
                    .entry(finding.oracle)
                    .or_insert_with(|| example.clone());
                if example < *known {
                    *known = example;
                }
            }
        }
    });
    best.into_iter()
        .map(|(id, (_, _, text))| (id, text))
        .collect()
}

fn write(examples: &BTreeMap<&str, String>) {
    let _ = std::fs::remove_dir_all(folder());
    std::fs::create_dir_all(folder()).unwrap();
    let mut table = String::from(
        "//! Recorded violations by the ids of their oracles. Written by the test `explain`; do not edit.\n\n\
         pub(super) static EXAMPLES: &[(&str, &str)] = &[\n",
    );
    for (id, text) in examples {
        std::fs::write(folder().join(format!("{id}.txt")), text).unwrap();
        let _ = writeln!(
            table,
            "    (\n        \"{id}\",\n        include_str!(\"../oracles/examples/{id}.txt\"),\n    ),"
        );
    }
    table.push_str("];\n");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/explain/examples.rs");
    std::fs::write(path, table).unwrap();
}
