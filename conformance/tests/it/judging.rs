//! Recorded violations, judged again without a server: each is still seen, by the same oracles and by no others.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use conformance::evidence::{Evidence, Given};
use conformance::judge::verdicts;
use conformance::oracles::{Level, ORACLES};
use conformance::recording::Recording;

use crate::support::contract;

/// The recordings by their oracles; `cargo xtask calibrate --update` writes them.
fn recordings() -> BTreeMap<String, Recording> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recordings");
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let recording =
                Recording::read(&text).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
            (name, recording)
        })
        .collect()
}

#[test]
fn every_oracle_has_a_recorded_violation() {
    let recordings = recordings();
    let bare: Vec<&str> = ORACLES
        .iter()
        .filter(|oracle| oracle.level != Level::May && !recordings.contains_key(oracle.id))
        .map(|oracle| oracle.id)
        .collect();
    assert!(bare.is_empty(), "no recorded violation of {bare:?}");
}

/// What each oracle decides and finds, word for word: a change of an oracle shows here.
#[test]
fn recorded_violations_are_judged_as_before() {
    let contract = contract();
    let mut all = String::new();
    for (name, mut recording) in recordings() {
        recording.fit(&contract).unwrap();
        let evidence = Evidence::new(&contract, &recording.transcript, recording.given);
        let (mut decided, mut seen) = (Vec::new(), false);
        let mut said = Vec::new();
        for (oracle, judgement) in verdicts(&evidence) {
            if judgement.decided > 0 {
                decided.push(format!("{} {}", oracle.id, judgement.decided));
            }
            for v in judgement.violations {
                seen |= oracle.id == recording.oracle && v.about() == recording.about;
                let at = v.exchanges();
                said.push(format!(
                    "  {} ({}): {} {at:?}",
                    oracle.id,
                    v.about(),
                    v.message()
                ));
            }
        }
        let _ = writeln!(all, "{name}: {}\n{}", decided.join(", "), said.join("\n"));
        assert!(seen, "{name} is not seen any more in its recording");
    }
    insta::assert_snapshot!(all);
}

/// Where nothing is known of the target, oracles that need to know something say nothing.
#[test]
fn nothing_is_said_without_its_ground() {
    let contract = contract();
    for (name, mut recording) in recordings() {
        recording.fit(&contract).unwrap();
        let evidence = Evidence::new(&contract, &recording.transcript, Given::default());
        for (oracle, judgement) in verdicts(&evidence) {
            assert!(
                oracle.needs.is_empty() || judgement.decided == 0,
                "{name}: {} says something without its ground",
                oracle.id
            );
        }
    }
}

/// A fingerprint is made of ids: of nothing that another run has otherwise, and of no plan.
#[test]
fn fingerprints_hold_neither_keys_nor_titles() {
    let contract = contract();
    for (name, mut recording) in recordings() {
        recording.fit(&contract).unwrap();
        let evidence = Evidence::new(&contract, &recording.transcript, recording.given);
        let binding = &recording.transcript.binding;
        let keys = binding.keys.iter().flat_map(serde_json::Map::values);
        let mut others: Vec<String> = keys.map(ToString::to_string).collect();
        others.retain(|key| key.len() > 3);
        others.push(recording.transcript.plan.id.to_string());
        for (oracle, judgement) in verdicts(&evidence) {
            for about in judgement.violations.iter().map(|v| v.about()) {
                let id = oracle.id;
                assert!(!about.trim().is_empty(), "{name}: {id}");
                let found = others.iter().find(|other| about.contains(*other));
                assert_eq!(found, None, "{name}: {id}: {about}");
            }
        }
    }
}
