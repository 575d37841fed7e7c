//! The oracles in words: the list, the explanations with their recorded examples, and the page that is kept fresh.

use std::path::{Path, PathBuf};

use conformance::explain;
use conformance::oracles::{ORACLES, find};

use crate::recordings::{conform, text};

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

/// Each example belongs to an oracle and is in the table; every oracle of the levels that count has one.
#[test]
fn the_examples_are_those_of_the_table() {
    let mut files: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    files.sort_unstable();
    let known: Vec<&str> = explain::examples().collect();
    assert_eq!(
        files, known,
        "record the examples again: cargo xtask calibrate --update"
    );
    for id in known {
        assert!(find(id).is_some(), "{id}.txt belongs to no oracle");
        let example = explain::example(id).unwrap();
        assert!(example.contains("\n> ") && example.contains("\n< "), "{id}");
        assert!(example.len() < 20_000, "{id}");
    }
}
