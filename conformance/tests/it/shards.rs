//! One campaign on several machines: the shards' reports, joined, say what one machine would have said.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Output;

use conformance::deviations::read;
use serde_json::Value;

use crate::recordings::{self, DESCRIPTION, OVERLAY, TENANTS, conform, text, with_server};

fn run(url: &str, folder: &Path, more: &[&str]) -> Output {
    let fixed = [&TENANTS[..], &["--seed", "11"], more].concat();
    recordings::run(url, folder, &fixed).0
}

fn report(folder: &Path) -> Value {
    let text = std::fs::read_to_string(folder.join("report.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Oracle, operation and what it is about, of all cases of all findings.
fn cases(report: &Value) -> Vec<(String, String, String)> {
    let mut all = Vec::new();
    for finding in report["findings"].as_array().unwrap() {
        for case in finding["cases"].as_array().unwrap() {
            let word = |value: &Value| value.as_str().unwrap().to_owned();
            all.push((
                word(&finding["oracle"]),
                word(&finding["operation"]),
                word(&case["about"]),
            ));
        }
    }
    all.sort();
    all
}

fn decided(report: &Value) -> BTreeMap<String, u64> {
    let rows = report["oracles"].as_array().unwrap().iter();
    rows.map(|row| {
        (
            row["id"].as_str().unwrap().to_owned(),
            row["decided"].as_u64().unwrap(),
        )
    })
    .collect()
}

fn shards(url: &str, folder: &Path, of: usize) -> Vec<PathBuf> {
    (1..=of)
        .map(|n| {
            let own = folder.join(format!("shard-{n}"));
            let output = run(url, &own, &["--shard", &format!("{n}/{of}")]);
            assert!(
                matches!(output.status.code(), Some(0 | 1)),
                "{}{}",
                text(&output.stdout),
                text(&output.stderr)
            );
            assert_eq!(report(&own)["shard"]["number"], n);
            own
        })
        .collect()
}

fn merge(folders: &[PathBuf], into: &Path, more: &[&str]) -> Output {
    let mut arguments = vec!["merge"];
    arguments.extend(more);
    arguments.extend(folders.iter().map(|folder| folder.to_str().unwrap()));
    arguments.extend(["--report-dir", into.to_str().unwrap()]);
    conform(&arguments)
}

#[test]
fn shards_find_together_what_one_machine_finds() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, joined) = (folder.path().join("whole"), folder.path().join("joined"));
    with_server(Some("drops-last-result"), |url| {
        assert_eq!(run(url, &whole, &[]).status.code(), Some(1));
    });
    with_server(Some("drops-last-result"), |url| {
        let mut folders = shards(url, folder.path(), 3);
        folders.reverse(); // their order says nothing
        let output = merge(&folders, &joined, &[]);
        let shown = text(&output.stdout);
        assert_eq!(output.status.code(), Some(1), "{shown}");
        let (one, many) = (report(&whole), report(&joined));
        assert_eq!(cases(&one), cases(&many));
        assert_eq!(many["shard"], Value::Null);
        assert_eq!(one["verdict"], many["verdict"]);
        assert_eq!(one["summary"], many["summary"]);
        for file in ["report.html", "junit.xml", "report.sarif", "report.md"] {
            assert!(joined.join(file).is_file(), "{file}");
        }
        // what all shards found can be accepted at once
        let known = folder.path().join("known.toml");
        let update = [
            "--deviations",
            known.to_str().unwrap(),
            "--update-deviations",
        ];
        let output = merge(&folders, &joined, &update);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let accepted = read(&std::fs::read_to_string(&known).unwrap()).unwrap();
        let gated = many["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|f| f["gated"] == true);
        let cases: usize = gated.map(|f| f["cases"].as_array().unwrap().len()).sum();
        assert_eq!(accepted.deviation.len(), cases);
        // what was found can be replayed from the joined folder
        let kept = joined.join(many["findings"][0]["recording"].as_str().unwrap());
        let judged = ["judge", kept.to_str().unwrap(), DESCRIPTION];
        let judged = conform(&[&judged[..], &["--overlay", OVERLAY]].concat());
        assert_eq!(judged.status.code(), Some(1), "{}", text(&judged.stderr));
    });
}

#[test]
fn a_sound_server_passes_in_parts_as_in_one() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, joined) = (folder.path().join("whole"), folder.path().join("joined"));
    with_server(None, |url| {
        assert_eq!(run(url, &whole, &[]).status.code(), Some(0));
    });
    with_server(None, |url| {
        let folders = shards(url, folder.path(), 2);
        let output = merge(&folders, &joined, &[]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
        let (one, many) = (report(&whole), report(&joined));
        let first = report(&folders[0])["requests"].as_u64().unwrap();
        assert!(first < one["requests"].as_u64().unwrap() * 2 / 3, "{first}");
        // the first contact with each operation is made by every shard
        for (oracle, count) in decided(&one) {
            assert!(decided(&many)[&oracle] >= count, "{oracle}");
        }

        // reports that do not belong together are refused
        for (folders, word) in [
            (vec![folders[0].clone()], "shard 2 of 2 is missing"),
            (vec![folders[1].clone()], "shard 1 of 2 is missing"),
            (vec![folders[0].clone(), folders[0].clone()], "twice"),
            (vec![whole.clone()], "no shard"),
            (vec![folder.path().join("nowhere")], "failed to read"),
        ] {
            let output = merge(&folders, &joined, &[]);
            let shown = text(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{shown}");
            assert!(shown.contains(word), "`{word}` is missing in: {shown}");
        }
    });
}

#[test]
fn shards_need_a_number_a_seed_and_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    for shard in ["0/2", "3/2", "1", "a/b", "1/0"] {
        let output = run("http://127.0.0.1:9", folder.path(), &["--shard", shard]);
        assert_eq!(output.status.code(), Some(2), "{shard}");
        assert!(text(&output.stderr).contains("2/4"), "{shard}");
    }
    let bare = ["run", DESCRIPTION, "--url", "http://127.0.0.1:9"];
    let output = conform(&[&bare[..], &["--shard", "1/2"]].concat());
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("--seed"));
}
